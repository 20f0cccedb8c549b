using System.Text.Json.Nodes;

namespace HedgeFlow.Stages.Compare;

/// <summary>One shadow decision beside the order that stands for it. Source: services contract, compare.</summary>
/// <param name="Symbol">As the shadow row spells it; null when it names none.</param>
/// <param name="Ts">Time of the shadow row, as it stands there.</param>
/// <param name="Shadow">The shadow row.</param>
/// <param name="Live">The newest order row of the symbol; null = unpaired.</param>
/// <param name="VetoMismatch">The decision and the existence of an order disagree.</param>
/// <param name="SizePctDiff">100·(live − shadow)/shadow, percent; null unless both sizes are known.</param>
/// <param name="SlippageDiffBps">Live slippage − expected slippage, basis points; null unless both are known.</param>
/// <param name="SizingDiff">|live − shadow|/shadow, fraction; null unless both sizes are known.</param>
/// <param name="Upsized">The live order is larger than the shadow's.</param>
public sealed record CompareDiff(
    JsonNode? Symbol,
    JsonNode? Ts,
    JsonObject Shadow,
    JsonObject? Live,
    bool VetoMismatch,
    double? SizePctDiff,
    double? SlippageDiffBps,
    double? SizingDiff,
    bool Upsized)
{
    /// <summary>The line of the compare log.</summary>
    public JsonObject ToJson() => new()
    {
        ["symbol"] = Symbol?.DeepClone(),
        ["ts"] = Ts?.DeepClone(),
        ["shadow"] = Shadow.DeepClone(),
        ["live"] = Live?.DeepClone(),
        ["veto_mismatch"] = VetoMismatch,
        ["size_pct_diff"] = SizePctDiff,
        ["slippage_diff_bps"] = SlippageDiffBps,
        ["sizing_diff_pct"] = SizingDiff,
    };
}
