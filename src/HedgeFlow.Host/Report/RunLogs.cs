using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Host.Dashboard.Panels;
using HedgeFlow.Host.Plots;
using HedgeFlow.Host.Settings;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Intel.Expectancy;
using HedgeFlow.State;
using HedgeFlow.Storage;

namespace HedgeFlow.Host.Report;

/// <summary>
/// What a run left behind, read once: trades with their routing, fees, vetoes, the NAV curve and the state documents. Nothing
/// depends on the time of reading, so that the same logs give the same report.
/// </summary>
internal sealed class RunLogs
{
    /// <summary>Newest rows of a log that a report looks at.</summary>
    public const int MaxRows = 200_000;

    private readonly Dictionary<string, JsonObject> _documents;

    private RunLogs(Dictionary<string, JsonObject> documents) => _documents = documents;

    public string Book { get; private init; } = "";

    public IReadOnlyList<JoinedTrade> Trades { get; private init; } = [];

    /// <summary>Orders by event type, in order of the types.</summary>
    public IReadOnlyDictionary<string, int> Orders { get; private init; } = new SortedDictionary<string, int>();

    /// <summary>Closes with their result and fees in USD, time ascending.</summary>
    public IReadOnlyList<(double Time, double Pnl, double Fees)> Closes { get; private init; } = [];

    /// <summary>Slippage of orders in bps, where it was measured.</summary>
    public IReadOnlyList<(string Symbol, double Bps)> Slippage { get; private init; } = [];

    /// <summary>Reason → vetoes, most frequent first.</summary>
    public IReadOnlyList<(string Name, double Value)> Vetoes { get; private init; } = [];

    /// <summary>Account equity in USD, time ascending.</summary>
    public IReadOnlyList<PlotPoint> Equity { get; private init; } = [];

    /// <summary>Highest equity ever recorded.</summary>
    public double? Peak { get; private init; }

    /// <summary>Factor weights of earlier runs, oldest first.</summary>
    public JsonArray WeightHistory { get; private init; } = [];

    /// <summary>The newest time that anything carries, epoch seconds UTC; null when nothing was found.</summary>
    public double? AsOf { get; private init; }

    /// <summary>Every registered surface with its document, null where there is none.</summary>
    public IEnumerable<(StateEntry Entry, JsonObject? Document)> Surfaces =>
        StateCatalog.Entries.Select(entry => (entry, _documents.GetValueOrDefault(entry.File)));

    /// <summary>When a surface says it was made, epoch seconds UTC.</summary>
    public static double? TimeOf(JsonObject? document) =>
        IsoTime.Parse(document?["updated_ts"]) ?? IsoTime.Parse(document?["updated_at"]) ?? IsoTime.OfRecord(document);

    public JsonObject? Document(string file) => _documents.GetValueOrDefault(file);

    public static RunLogs Read(EngineSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        BookPaths paths = settings.Paths;
        var reader = new StateFolderReader(paths.StateForReaders);
        var documents = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (StateEntry entry in StateCatalog.Entries)
        {
            if (reader.Read(entry.File) is { Valid: true, Root: JsonObject document })
            {
                documents[entry.File] = document;
            }
        }

        IReadOnlyList<JsonObject> orders = Rows(paths, JournalFiles.OrdersExecuted), metrics = Rows(paths, JournalFiles.OrderMetrics);
        JsonObject[] closes = [.. orders.Where(TradeRecord.IsClose)];
        var root = new StateFolderReader(paths.Root);
        List<PlotPoint> equity = NavLog(root.Read("nav_log.json")?.Root as JsonArray);
        IReadOnlyList<JsonObject> vetoes = Rows(paths, JournalFiles.RiskVetoes);
        return new RunLogs(documents)
        {
            Book = paths.Book,
            Trades = JoinedTrade.Join(
                [.. closes.Select(row => TradeRecord.FromClose(row, null, keepScratch: true, out _)).OfType<TradeRecord>()],
                RouterMetricRow.ByAttempt([.. metrics.Select(row => RouterMetricRow.From(row, null)).OfType<RouterMetricRow>()])),
            Orders = Types(orders),
            Closes = [.. closes.Select(Close).OfType<(double, double, double)>().OrderBy(close => close.Item1)],
            Slippage = Slips(metrics, orders),
            Vetoes =
            [
                .. vetoes.GroupBy(row => Coerce.Text(row["veto_reason"]) ?? Coerce.Text(row["reason"]) ?? "unknown", StringComparer.Ordinal)
                    .Select(group => (group.Key, (double)group.Count())).OrderByDescending(group => group.Item2).ThenBy(group => group.Key, StringComparer.Ordinal),
            ],
            Equity = equity.Count > 0 ? equity : EquityPanel.Points(documents.GetValueOrDefault(NavState.Surface.File)),
            Peak = Coerce.FirstPositive(root.Read("cache/peak_state.json")?.Root as JsonObject, "peak", "peak_equity"),
            WeightHistory = (root.Read(FactorWeightsCache.Cache.File)?.Root as JsonObject)?["history"] as JsonArray ?? [],
            AsOf = Newest(orders.Concat(metrics).Concat(vetoes).Select(IsoTime.OfRecord).Concat(documents.Values.Select(TimeOf))),
        };
    }

    private static IReadOnlyList<JsonObject> Rows(BookPaths paths, string file) => new JsonlTail(paths.JournalPath(file), rotated: true).Last(MaxRows);

    private static double? Newest(IEnumerable<double?> times)
    {
        double newest = double.NegativeInfinity;
        foreach (double? time in times)
        {
            newest = Math.Max(newest, time ?? newest);
        }

        return double.IsFinite(newest) ? newest : null;
    }

    private static SortedDictionary<string, int> Types(IReadOnlyList<JsonObject> orders)
    {
        var types = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (JsonObject row in orders)
        {
            string type = Coerce.Text(row["event_type"]) ?? "unknown";
            types[type] = types.GetValueOrDefault(type) + 1;
        }

        return types;
    }

    private static (double Time, double Pnl, double Fees)? Close(JsonObject row) =>
        (IsoTime.Parse(row["ts_close"]) ?? IsoTime.OfRecord(row)) is { } time && Coerce.NumberOrBoolean(row["realizedPnlUsd"] ?? row["pnl_usd"]) is { } pnl
            ? (time, pnl, Coerce.Number(row["fees_total"]) ?? 0)
            : null;

    /// <summary>Of the metrics; of the fills where there are none.</summary>
    private static (string Symbol, double Bps)[] Slips(IReadOnlyList<JsonObject> metrics, IReadOnlyList<JsonObject> orders)
    {
        (string, double)[] measured = Of(metrics);
        return measured.Length > 0 ? measured : Of(orders);

        static (string, double)[] Of(IReadOnlyList<JsonObject> rows) =>
            [.. rows.Where(row => Coerce.Number(row["slippage_bps"]) is not null).Select(row => (Coerce.Symbol(row["symbol"]), Coerce.Number(row["slippage_bps"])!.Value))];
    }

    private static List<PlotPoint> NavLog(JsonArray? rows)
    {
        var points = new List<PlotPoint>();
        foreach (JsonObject row in (rows ?? []).OfType<JsonObject>())
        {
            if (IsoTime.OfRecord(row) is { } time && Coerce.FirstPositive(row, "nav", "nav_usd", "equity") is { } nav)
            {
                points.Add(new PlotPoint(time, nav));
            }
        }

        points.Sort((a, b) => a.Time.CompareTo(b.Time));
        return points;
    }
}
