using System.Text.Json;
using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Stages;
using HedgeFlow.Stages.Publish;
using HedgeFlow.State;

namespace HedgeFlow.Tests.Stages.Publish;

/// <summary>A tick publisher with a frame to drive it and its output as documents.</summary>
internal sealed class PublisherBench : IDisposable
{
    public const double Start = 1764000000;

    private readonly TickPublisher _publisher;
    private readonly Dictionary<string, JsonNode?> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonNode?> _caches = new(StringComparer.Ordinal);

    public PublisherBench(TickPublisherOptions? options = null, TickCaches? caches = null)
    {
        Options = options ?? new TickPublisherOptions { EngineVersion = "7.6.0", RunId = "run", HostName = "host" };
        _publisher = new TickPublisher(Options, caches ?? TickCaches.Empty);
    }

    public static TickPublisherOptions Defaults { get; } = new() { EngineVersion = "7.6.0", RunId = "run", HostName = "host" };

    public TickPublisherOptions Options { get; }

    public TickFrame Frame { get; } = new();

    public TickPublisher Publisher => _publisher;

    /// <summary>Newest content by file name.</summary>
    public IReadOnlyDictionary<string, JsonNode?> Files => _files;

    /// <summary>What a restart would find.</summary>
    public TickCaches Caches => new(_caches.GetValueOrDefault("nav_log.json"), _caches.GetValueOrDefault("cache/peak_state.json"),
        _caches.GetValueOrDefault("cache/position_tp_sl.json"));

    public JsonObject Nav => (JsonObject)_files["nav.json"]!;

    public JsonObject Ledger => (JsonObject)_files["positions_ledger.json"]!;

    public JsonObject Diagnostics => (JsonObject)_files["diagnostics.json"]!["runtime_diagnostics"]!;

    /// <summary>Runs one tick; the files written by it.</summary>
    public IReadOnlyList<string> Tick(double now, double equity = double.NaN, PositionRow[]? positions = null, OrderFact[]? facts = null, Action<TickFrame>? before = null)
    {
        Frame.Clear();
        Frame.Now = now;
        Frame.SnapshotTs = now;
        Frame.Equity = equity;
        Frame.Source = "live";
        Frame.SourcesOk = double.IsFinite(equity);
        Frame.Positions.AddRange(positions ?? []);
        Frame.Facts.AddRange(facts ?? []);
        before?.Invoke(Frame);
        _publisher.Process(Frame);
        foreach (SurfaceWrite write in Frame.Surfaces)
        {
            _files[write.Surface.File] = Document(write);
        }

        foreach (CacheDocument cache in Frame.Caches)
        {
            _caches[cache.Document.File] = Document(new SurfaceWrite(cache.Document, cache.Payload));
        }

        return [.. Frame.Surfaces.Select(write => write.Surface.File)];
    }

    public static PositionRow Row(string symbol, double qty, double entry = 100, double mark = 110) => new()
    {
        Symbol = symbol,
        Side = qty < 0 ? PositionSide.Short : PositionSide.Long,
        ExchangeSide = "BOTH",
        Qty = qty,
        Entry = entry,
        Mark = mark,
        Pnl = (mark - entry) * qty,
        Unrealized = (mark - entry) * qty,
        Realized = double.NaN,
        Leverage = double.NaN,
        Notional = Math.Abs(qty) * mark,
        Ts = Start,
    };

    public static OrderFact Fact(FeedKind kind, double ts, string symbol, JsonObject payload) => new(kind, ts, symbol, payload);

    public static byte[] Bytes(SurfaceWrite write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            write.Surface.Write(writer, write.Payload);
        }

        return stream.ToArray();
    }

    public void Dispose() => Frame.Dispose();

    private static JsonNode? Document(SurfaceWrite write) => JsonNode.Parse(Bytes(write));
}
