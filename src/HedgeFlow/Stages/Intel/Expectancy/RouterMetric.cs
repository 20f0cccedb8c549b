using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.Intel.Expectancy;

/// <summary>
/// How one order was routed, as far as expectancy reads it. The values stay as logged; the regime tags are derived once.
/// Source: intel contract, order metrics.
/// </summary>
public sealed class RouterMetric
{
    private RouterMetric(JsonObject row)
    {
        Policy = row["policy"];
        SlippageBps = row["slippage_bps"];
        MakerStart = IntelFields.First(row, "maker_start", "started_maker");
        IsMakerFinal = row["is_maker_final"];
        UsedFallback = row["used_fallback"];
        HasRouting = row.ContainsKey("policy") || row.ContainsKey("slippage_bps") || row.ContainsKey("maker_start")
            || row.ContainsKey("started_maker") || row.ContainsKey("is_maker_final") || row.ContainsKey("used_fallback");
        Tags = RegimeTags.Of(Policy, SlippageBps, MakerStart, IsMakerFinal, UsedFallback);
    }

    public JsonNode? Policy { get; }

    public JsonNode? SlippageBps { get; }

    public JsonNode? MakerStart { get; }

    public JsonNode? IsMakerFinal { get; }

    public JsonNode? UsedFallback { get; }

    /// <summary>False for a bookkeeping row, which names the order but says nothing about its routing.</summary>
    public bool HasRouting { get; }

    /// <summary>Regimes that a trade closed by this order counts under.</summary>
    public IReadOnlyList<string> Tags { get; }

    /// <summary>The metric in a row of the metric log, or in a stored metric document.</summary>
    public static RouterMetric FromRow(JsonObject row) => new(row);

    /// <summary>The five stored members; missing ones are null.</summary>
    public JsonObject ToDocument() => new()
    {
        ["policy"] = JsonNodes.FiniteCopy(Policy),
        ["slippage_bps"] = JsonNodes.FiniteCopy(SlippageBps),
        ["maker_start"] = JsonNodes.FiniteCopy(MakerStart),
        ["is_maker_final"] = JsonNodes.FiniteCopy(IsMakerFinal),
        ["used_fallback"] = JsonNodes.FiniteCopy(UsedFallback),
    };
}
