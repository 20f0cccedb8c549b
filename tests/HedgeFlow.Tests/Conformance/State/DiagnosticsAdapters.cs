using System.Text.Json;
using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Publish;
using HedgeFlow.State;

namespace HedgeFlow.Tests.Conformance.State;

internal static class DiagnosticsAdapters
{
    [Vector("state/liveness", ExactAt = "details,missing")]
    public static JsonNode? Live(JsonNode? input)
    {
        JsonNode times = input!["timestamps"]!;
        LivenessBlock block = Liveness.Evaluate(
            LivenessOptions.Read(input["config"]),
            IsoTime.Parse(input["now"])!.Value,
            IsoTime.Parse(times["last_signal_ts"]),
            IsoTime.Parse(times["last_order_ts"]),
            IsoTime.Parse(times["last_exit_trigger_ts"]),
            IsoTime.Parse(times["last_router_event_ts"]));
        return JsonSerializer.SerializeToNode(block, DiagnosticsStateJson.Default.LivenessBlock);
    }

    [Vector("state/runtime_diagnostics", ExactAt = "by_reason")]
    public static JsonNode? Counters(JsonNode? input)
    {
        double now = Coerce.Number(input!["now"])!.Value;
        var diagnostics = new RuntimeDiagnostics(LivenessOptions.Read(input["liveness"]));
        foreach (JsonNode? step in (JsonArray)input["events"]!)
        {
            switch (Coerce.Text(step))
            {
                case "signal":
                    diagnostics.Signal(now);
                    break;
                case "order":
                    diagnostics.Order(now);
                    break;
                case "router":
                    diagnostics.RouterEvent(now);
                    break;
                case "scan":
                    diagnostics.ExitScan(now);
                    break;
                case "trigger":
                    diagnostics.ExitTrigger(now);
                    break;
                default:
                    diagnostics.Veto(Coerce.AsText(((JsonArray)step!)[1]), now);
                    break;
            }
        }

        return JsonSerializer.SerializeToNode(diagnostics.Snapshot(now), DiagnosticsStateJson.Default.RuntimeDiagnosticsBlock);
    }

    [Vector("state/synced_state", ExactAt = "v6_flags")]
    public static JsonNode? SyncedState(JsonNode? input) => Payloads.Node(
        SyncedStateBuilder.Build(
            input!["payload"],
            Coerce.Number(input["now"])!.Value,
            Coerce.Number(input["last_known_good_nav"]),
            Coerce.Text(input["product_version"])!),
        SyncedStateState.Surface.TypeInfo);

    [Vector("state/kpis")]
    public static JsonNode? Kpis(JsonNode? input)
    {
        double now = Coerce.Number(input!["now"])!.Value;
        var documents = new KpiInput
        {
            Nav = input["nav_snapshot"] as JsonObject,
            Risk = input["risk_snapshot"] as JsonObject,
            Router = input["router_state"] as JsonObject,
            Expectancy = input["expectancy_state"] as JsonObject,
            UsdZar = Coerce.Number(input["usd_zar"]),
        };
        KpisV7State kpis = input["positions"] is { } positions
            ? KpiBuilder.Build(documents, now, RawRows.Normalized(positions, null, now).Span)
            : KpiBuilder.Build(documents, now);
        return Payloads.Node(kpis, KpisV7State.Surface.TypeInfo);
    }

    [Vector("state/surface_health", Exact = true)]
    public static JsonNode? Health(JsonNode? input)
    {
        var files = (JsonObject)input!["files"]!;
        var health = SurfaceHealth.Check(
            name => files[name] is not { } content
                ? null
                : Coerce.Text(content) is { } text ? SurfaceContent.Read(System.Text.Encoding.UTF8.GetBytes(text)) : SurfaceContent.Of(content),
            Coerce.Number(input["now"])!.Value,
            Coerce.Number(input["allowable_lag_seconds"])!.Value);
        return new JsonObject
        {
            ["missing_files"] = List(health.MissingFiles),
            ["stale_files"] = List(health.StaleFiles),
            ["schema_violations"] = List(health.SchemaViolations),
            ["cross_surface_violations"] = List(health.CrossSurfaceViolations),
        };
    }

    private static JsonArray List(IEnumerable<string> items) => [.. items.Select(item => JsonValue.Create(item))];
}
