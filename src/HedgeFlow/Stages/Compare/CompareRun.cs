using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.Compare;

/// <summary>
/// One compare run over rows of the shadow log, the order log and the metrics: the diffs, the summary, and the lines that are
/// new to the compare log. Remembers which diffs were logged. Not thread-safe. Source: services contract, compare.
/// </summary>
public sealed class CompareRun
{
    private const int Remembered = 4096;

    private readonly HashSet<string> _logged = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <summary>Runs over the given rows.</summary>
    /// <param name="shadows">Shadow rows, oldest first; the caller has cut them to its limit.</param>
    /// <param name="orders">Rows of the order log in file order.</param>
    /// <param name="metrics">Rows of the metrics in file order.</param>
    /// <param name="minSample">Warm-up limit.</param>
    /// <param name="now">Epoch seconds UTC.</param>
    public CompareOutcome Run(IReadOnlyList<JsonObject> shadows, IEnumerable<JsonObject> orders, IEnumerable<JsonObject> metrics, int minSample, double now)
    {
        ArgumentNullException.ThrowIfNull(shadows);
        ArgumentNullException.ThrowIfNull(orders);
        ArgumentNullException.ThrowIfNull(metrics);
        var pairing = new ComparePairing();
        var acks = new Dictionary<string, List<double>>(StringComparer.Ordinal);
        foreach (JsonObject order in orders)
        {
            pairing.AddOrder(order);
            AddAck(acks, order);
        }

        foreach (JsonObject metric in metrics)
        {
            pairing.AddMetric(metric);
        }

        CompareDiff[] diffs = [.. shadows.Select(pairing.Pair)];
        JsonObject summary = CompareSummary.Build([.. diffs.Select(CompareFigures.Of)], CompareSummary.Window(shadows, acks), minSample, now);
        List<JsonObject> lines = [.. diffs.Where(IsNew).Select(diff => diff.ToJson())];
        lines.Add(new JsonObject
        {
            ["ts"] = now,
            ["diff_count"] = diffs.Length,
            ["heartbeat"] = lines.Count == 0,
            ["summary"] = summary.DeepClone(),
        });
        return new CompareOutcome(summary, diffs, lines);
    }

    private static void AddAck(Dictionary<string, List<double>> acks, JsonObject order)
    {
        if (Coerce.Text(order["event_type"]) == "order_ack" && (IsoTime.Parse(order["ts_ack"]) ?? IsoTime.OfRecord(order)) is { } ts)
        {
            string symbol = Coerce.Symbol(order["symbol"]);
            if (!acks.TryGetValue(symbol, out List<double>? times))
            {
                acks[symbol] = times = [];
            }

            times.Add(ts);
        }
    }

    private bool IsNew(CompareDiff diff)
    {
        string key = string.Join('|', Coerce.AsText(diff.Symbol), Coerce.AsText(diff.Ts), Coerce.AsText(diff.Shadow["attempt_id"]));
        if (!_logged.Add(key))
        {
            return false;
        }

        _order.Enqueue(key);
        if (_order.Count > Remembered)
        {
            _logged.Remove(_order.Dequeue());
        }

        return true;
    }
}
