using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.State;

/// <summary>Statements that hold across several surfaces. Source: state contract, surface health check.</summary>
internal static class CrossSurfaceCheck
{
    /// <summary>The violated statements, in the contract's order; a file that is missing or no object violates nothing.</summary>
    public static List<string> Violations(Func<string, JsonObject?> files)
    {
        var violations = new List<string>();
        if (files("positions_state.json") is { } positions)
        {
            int orphans = PositionsWithoutLedger(positions, files("positions_ledger.json"));
            if (orphans > 0)
            {
                violations.Add($"positions_without_ledger:{orphans}");
            }
        }

        if (IsoTime.Parse(files("nav_state.json")?["updated_ts"]) > IsoTime.Parse(files("nav.json")?["updated_ts"]))
        {
            violations.Add("nav_state_newer_than_nav");
        }

        if (files("pipeline_v6_shadow_head.json") is { } head && !Adds(head))
        {
            violations.Add("shadow_total_mismatch");
        }

        var exits = (files("diagnostics.json")?["runtime_diagnostics"] as JsonObject)?["exit_pipeline"] as JsonObject;
        if (Coerce.Number(exits?["tp_sl_coverage_pct"]) is < 0 or > 1)
        {
            violations.Add("coverage_out_of_range");
        }

        return violations;
    }

    private static int PositionsWithoutLedger(JsonObject positions, JsonObject? ledger)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (JsonNode? node in ledger?["entries"] as JsonArray ?? [])
        {
            if (node is JsonObject entry)
            {
                keys.Add(Coerce.Symbol(entry["position_key"]) is { Length: > 0 } key ? key : Key(entry));
            }
        }

        JsonArray? rows = positions["positions"] as JsonArray ?? positions["rows"] as JsonArray ?? positions["items"] as JsonArray;
        return (rows ?? []).OfType<JsonObject>().Count(row => Open(row) && !keys.Contains(Key(row)));
    }

    private static bool Open(JsonObject row) => (Coerce.First(row, "qty", "positionAmt") ?? 0) != 0;

    private static string Key(JsonObject row) =>
        $"{Coerce.Symbol(row["symbol"])}:{(Coerce.Symbol(row["side"]) is { Length: > 0 } side ? side : Coerce.Symbol(row["positionSide"]))}";

    private static bool Adds(JsonObject head) =>
        (Coerce.Number(head["total"]) ?? 0) == (Coerce.Number(head["allowed"]) ?? 0) + (Coerce.Number(head["vetoed"]) ?? 0);
}
