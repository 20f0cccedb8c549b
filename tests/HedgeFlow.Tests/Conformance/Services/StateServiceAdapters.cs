using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Publish;
using HedgeFlow.State;
using HedgeFlow.Tests.Conformance.State;

namespace HedgeFlow.Tests.Conformance.Services;

internal static class StateServiceAdapters
{
    [Vector("services/exec_stats", ExactAt = "top_vetoes")]
    public static JsonNode? Stats(JsonNode? input) => JsonSerializer.SerializeToNode(
        ExecStatsLogs.Compute(
            Rows(input!["orders_attempted"]),
            Rows(input["orders_executed"]),
            Rows(input["risk_vetoes"]),
            Rows(input["sync_heartbeats"]),
            Coerce.Number(input["now"])!.Value),
        NavStateJson.Default.ExecStats);

    [Vector("services/snapshot_age", Exact = true)]
    public static JsonNode? Age(JsonNode? input) =>
        new JsonObject { ["age_s"] = SnapshotAge.Of(input!["payload"], Coerce.Number(input["now"])!.Value) };

    [Vector("services/runtime_probe")]
    public static JsonNode? Probe(JsonNode? input)
    {
        JsonNode context = input!["context"]!;
        var probe = new RuntimeProbe(
            V6Flags.FromDocument(input["flags"]),
            EnvironmentContext.FromEnvironment(name => Coerce.Text(context[name])),
            Coerce.Text(input["engine_version"])!,
            Coerce.Number(input["interval_s"])!.Value,
            Coerce.Number(input["last_write_ts"])!.Value);
        V6RuntimeProbeState? payload = probe.Next(Coerce.Number(input["now"])!.Value, Coerce.Flag(input["force"]));
        return new JsonObject
        {
            ["written"] = payload is not null,
            ["payload"] = payload is null ? null : Payloads.Node(payload, V6RuntimeProbeState.Surface.TypeInfo),
            ["last_write_ts"] = probe.LastWriteTs,
        };
    }

    [Vector("services/engine_version", Exact = true)]
    public static JsonNode? Version(JsonNode? input)
    {
        var version = EngineVersion.Resolve(
            Coerce.Text(input!["version_file"]),
            Coerce.Text(input["manifest_file"]),
            Coerce.Text(input["expected_version"]),
            Coerce.Text(input["product_version"])!);
        return new JsonObject { ["engine_version"] = version.Engine, ["docs_version"] = version.Docs, ["aligned"] = version.Aligned };
    }

    [Vector("services/flags", Exact = true)]
    public static JsonNode? Flags(JsonNode? input)
    {
        var env = (JsonObject)input!["env"]!;
        var flags = V6Flags.FromEnvironment(name => Coerce.Text(env[name]));
        var context = EnvironmentContext.FromEnvironment(name => Coerce.Text(env[name]));
        return new JsonObject
        {
            ["flags"] = JsonSerializer.SerializeToNode(flags, SyncedStateStateJson.Default.V6Flags),
            ["context"] = new JsonObject { ["ENV"] = context.Env, ["DRY_RUN"] = context.DryRun, ["BINANCE_TESTNET"] = context.Testnet },
            ["log_line"] = flags.LogLine(context),
        };
    }

    /// <summary>Rows of a log in file order; a text is a raw line, which counts only when it is an object.</summary>
    private static List<JsonObject>? Rows(JsonNode? rows) => rows is not JsonArray list
        ? null
        : [.. list.Select(row => Coerce.Text(row) is { } line ? JsonNodes.TryParse(Encoding.UTF8.GetBytes(line), out _) : row).OfType<JsonObject>()];
}
