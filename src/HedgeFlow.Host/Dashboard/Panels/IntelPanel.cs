using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using static HedgeFlow.Host.Dashboard.BoardData;

namespace HedgeFlow.Host.Dashboard.Panels;

/// <summary>Symbols by score with what they earned, and what the autotune and the allocator would change.</summary>
internal static class IntelPanel
{
    private const int TopSymbols = 20;

    public static void Build(BoardData data, PanelView view)
    {
        JsonObject? probe = data.Document("v6_runtime_probe"), scores = data.Document("symbol_scores_v6");
        bool? enabled = Coerce.Boolean(probe?["INTEL_V6_ENABLED"]) ?? Coerce.Boolean(At(probe, "flags.INTEL_V6_ENABLED")) ?? Coerce.Boolean(scores?["intel_enabled"]);
        if (enabled == false)
        {
            view.Note("intel disabled");
            return;
        }

        var expectancy = At(data.Document("expectancy_v6"), "symbols") as JsonObject;
        JsonObject[] ranked = [.. Objects(scores?["symbols"]).OrderByDescending(row => Number(row, "score") ?? double.NegativeInfinity)];
        view.From(data, "expectancy_v6").Table(
            "scores",
            "Scores",
            [("Symbol", "symbol"), ("Score", "num"), ("Hybrid", "num"), ("Expectancy $", "pnl"), ("Hit rate", "frac"), ("Trades", "int")],
            ranked.Take(TopSymbols).Select(row =>
            {
                string symbol = Text(row, "symbol") ?? "";
                var stats = expectancy?[symbol] as JsonObject ?? At(row, "inputs.expectancy") as JsonObject;
                return new JsonArray(Cell(symbol), Cell(Number(row, "score")), Cell(Number(row, "hybrid_score")), Cell(Number(stats, "expectancy")), Cell(Number(stats, "hit_rate")), Cell(Number(stats, "count")));
            }),
            scores is null ? "unavailable" : "no scores yet");
        view.From(data, "router_policy_suggestions_v6").Table(
            "policies",
            "Router suggestions",
            [("Symbol", "symbol"), ("Regime", "text"), ("Quality", "text"), ("Now", "text"), ("Proposed", "text"), ("Offset", "bps")],
            Objects(data.Document("router_policy_suggestions_v6")?["symbols"]).Take(TopSymbols).Select(row => new JsonArray(
                Cell(Text(row, "symbol")),
                Cell(Text(row, "regime")),
                Cell(Text(row, "quality")),
                Cell(Policy(row["current_policy"])),
                Cell(Policy(row["proposed_policy"])),
                Cell(Number(row, "proposed_policy.offset_bps")))),
            "none");
        view.From(data, "risk_allocation_suggestions_v6").Table(
            "allocations",
            "Allocation suggestions",
            [("Symbol", "symbol"), ("Weight", "frac"), ("NAV cap", "frac"), ("Suggested", "frac"), ("Rationale", "text")],
            Objects(data.Document("risk_allocation_suggestions_v6")?["symbols"]).Take(TopSymbols).Select(row => new JsonArray(
                Cell(Text(row, "symbol")),
                Cell(Number(row, "suggested_weight")),
                Cell(Number(row, "caps.current_max_nav_pct")),
                Cell(Number(row, "suggested_caps.max_nav_pct")),
                Cell(Text(row, "rationale")))),
            "none");
    }

    private static string? Policy(JsonNode? node) => node is JsonObject policy
        ? $"{(Coerce.Flag(policy["maker_first"]) ? "maker" : "taker")}{(Text(policy, "bias_label", "taker_bias") is { } bias ? ", " + bias.Replace('_', ' ') : "")}"
        : null;
}
