using System.Globalization;
using System.Text.Json.Nodes;
using HedgeFlow.Adapters.Firestore;
using HedgeFlow.Adapters.Firestore.Mirror;
using HedgeFlow.Serialization;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Adapters.Firestore;

/// <summary>A state folder with every source of the document table, and a mirror of it with short pauses.</summary>
internal sealed class MirrorDesk : IDisposable
{
    public const double Start = 1764000000;
    public const string Project = "demo-hedgeflow";

    public static readonly ServiceHeartbeat Beat = new("sync_state", "ok", 0, Start);

    private readonly FirestoreRestClient _http;

    public MirrorDesk(string host, FirestoreOptions? options = null, TimeProvider? time = null)
    {
        FirestoreOptions fast = (options ?? new FirestoreOptions { ProjectId = Project, FirstDelaySeconds = 0.001, RequestSeconds = 20, OperationSeconds = 60, BreakSeconds = 0 })
            with
        { Address = FirestoreOptions.Emulator(host, Project).Address };
        _http = new FirestoreRestClient(fast, new EmulatorAccess(), TimeProvider.System);
        Client = new RetryingFirestoreClient(_http, fast, time ?? TimeProvider.System, Log.Add);
        Mirror = NewMirror();
        WriteAll();
    }

    public TemporaryFolder Folder { get; } = new();

    public List<string> Log { get; } = [];

    public IFirestoreClient Client { get; }

    public FirestoreMirror Mirror { get; }

    public FirestoreMirror NewMirror(long largest = 900 << 10) => new(
        Client,
        new MirrorOptions { EnvironmentName = "dev", EngineVersion = "7.6.0", StateFolder = Folder.Path, PeakFile = Folder["peak_state.json"], LargestDocument = largest },
        Start,
        Log.Add);

    public Task<MirrorCycle> CycleAsync(double now = Start, bool ok = true, FirestoreMirror? mirror = null) =>
        (mirror ?? Mirror).RunAsync(now, new MirrorStatus(ok, 0, now), [Beat], CancellationToken.None);

    public void Write(string name, string json) => File.WriteAllText(Folder[name + ".json"], json);

    public JsonObject Local(string name) => (JsonObject)JsonNodes.Parse(File.ReadAllBytes(Folder[name + ".json"]))!;

    public void WriteNav(double nav, double at = Start)
    {
        string text = string.Create(CultureInfo.InvariantCulture, $$"""{"nav":{{nav}},"peak_equity":12000.5,"drawdown_abs":2000.25,"drawdown_pct":16.5,"realized_pnl_today":-3.5,"series":[{"t":1,"nav":1.5},{"t":2,"nav":2.5}],"legacy key":{"x":[]},"updated_ts":{{at}},"updated_at":{{at}}}""");
        Write("nav", text);
        Write("nav_state", text);
    }

    public void WriteAll()
    {
        WriteNav(10000.25);
        Write("positions", """{"items":[{"symbol":"BTCUSDT","side":"LONG","notional":10.5,"pnl":1.5},{"symbol":"ETHUSDT","side":"LONG","notional":40.0,"pnl":-2.5},{"symbol":"BTCUSDT","side":"SHORT","notional":5.25,"pnl":0.25},{"symbol":"ADAUSDT","side":"LONG","notional":15.75,"pnl":0}],"updated_ts":1764000000,"updated_at":"2025-11-24T16:00:00+00:00"}""");
        Write("peak_state", """{"day":"2025-11-24","reset_timezone":"Europe/Berlin"}""");
        foreach (string name in SurfaceNames)
        {
            Write(name, $$$"""{"name":"{{{name}}}","matrix":[[1,2.5],[],[[null]]],"big":9007199254740993,"none":null,"flag":true,"text":"ü €","by":{"BTCUSDT":{"p50":0.1}},"updated_ts":1764000000.5}""");
        }
    }

    public static readonly string[] SurfaceNames =
    [
        "risk_snapshot", "router_health", "kpis_v7", "expectancy_v6", "symbol_scores_v6", "router_policy_suggestions_v6",
        "risk_allocation_suggestions_v6", "pipeline_v6_shadow_head", "pipeline_v6_compare_summary", "synced_state", "v6_runtime_probe",
    ];

    public void Dispose()
    {
        _http.Dispose();
        Folder.Dispose();
    }
}
