using System.Text.Json.Nodes;
using HedgeFlow.Stages.Intel.Expectancy;

namespace HedgeFlow.Stages.Intel.Factors;

/// <summary>
/// The trades that may be attributed, typed on arrival and bounded in number, whatever the length of the logs. Single-threaded.
/// </summary>
public sealed class AttributionWindow
{
    /// <summary>Trades that are remembered.</summary>
    public const int Capacity = 20_000;

    private const double SecondsPerDay = 86400;

    private readonly RowWindow<AttributionTrade> _trades = new(Capacity);

    /// <summary>A row of the order log, or the payload of an order fact; rows without a result leave no trace.</summary>
    public void Add(JsonObject row, double? recordTs)
    {
        if (AttributionTrade.FromRow(row, recordTs) is { } trade)
        {
            _trades.Add(trade);
        }
    }

    /// <summary>A copy of all remembered trades, in order.</summary>
    public IReadOnlyList<AttributionTrade> All() => _trades.Where(_ => true);

    /// <summary>Those of the last <paramref name="days"/> days; the edge belongs to the window, and so does the future.</summary>
    public static IEnumerable<AttributionTrade> Recent(IEnumerable<AttributionTrade> trades, double now, int days) =>
        trades.Where(trade => trade.Ts >= now - days * SecondsPerDay);
}
