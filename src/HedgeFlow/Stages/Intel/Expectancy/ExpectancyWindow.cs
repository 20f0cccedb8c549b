using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.Intel.Expectancy;

/// <summary>
/// The trades and routing metrics of the look-back, kept in memory and typed on arrival, so that a run costs what the window
/// holds and not what the logs hold. Rows of the logs and facts of the feed go through the same door: seeded from the logs,
/// a restarted engine continues with the same window. Single-threaded. Source: intel contract, expectancy inputs.
/// </summary>
/// <param name="keepScratch">Keep closes with a result of exactly 0, which the contract drops.</param>
public sealed class ExpectancyWindow(bool keepScratch = false)
{
    /// <summary>Rows of a log that are considered, before any filtering.</summary>
    public const int RowLimit = 5000;

    private readonly RowWindow<TradeRecord> _trades = new(RowLimit);
    private readonly RowWindow<RouterMetricRow> _metrics = new(RowLimit);

    /// <summary>Closes dropped because their result was exactly 0.</summary>
    public long ScratchesDropped { get; private set; }

    /// <summary>A row of <c>orders_executed.jsonl</c>.</summary>
    public void AddOrderRow(JsonObject row)
    {
        if (TradeRecord.IsClose(row))
        {
            AddClose(row, null);
        }
        else
        {
            _trades.Skip();
        }
    }

    /// <summary>A close, whatever its row calls itself; <paramref name="recordTs"/> is its time where the row carries none.</summary>
    public void AddClose(JsonObject row, double? recordTs)
    {
        if (TradeRecord.FromClose(row, recordTs, keepScratch, out bool scratch) is { } trade)
        {
            _trades.Add(trade);
            return;
        }

        ScratchesDropped += scratch ? 1 : 0;
        _trades.Skip();
    }

    /// <summary>A row of the order log that closes nothing; it still counts against the row limit.</summary>
    public void AddOtherOrder() => _trades.Skip();

    /// <summary>A row of <c>order_metrics.jsonl</c>.</summary>
    public void AddMetricRow(JsonObject row, double? recordTs = null)
    {
        if (RouterMetricRow.From(row, recordTs) is { } metric)
        {
            _metrics.Add(metric);
        }
        else
        {
            _metrics.Skip();
        }
    }

    /// <summary>Trades since <paramref name="now"/> − look-back (inclusive); those of unknown time always, future ones too.</summary>
    public IReadOnlyList<TradeRecord> Trades(double now, double lookbackHours)
    {
        double cutoff = Cutoff(now, lookbackHours);
        return _trades.Where(trade => trade.Ts is not { } ts || ts >= cutoff);
    }

    /// <summary>Metrics of the same span.</summary>
    public IReadOnlyList<RouterMetricRow> Metrics(double now, double lookbackHours)
    {
        double cutoff = Cutoff(now, lookbackHours);
        return _metrics.Where(metric => metric.Ts is not { } ts || ts >= cutoff);
    }

    /// <summary>The object rows of a JSONL text: blank lines, lines that are not JSON and other values are skipped.</summary>
    public static IEnumerable<JsonObject> ObjectRows(IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            if (JsonNodes.TryParse(line, out _) is JsonObject row)
            {
                yield return row;
            }
        }
    }

    private static double Cutoff(double now, double lookbackHours) => now - Math.Max(lookbackHours, 0) * 3600;
}
