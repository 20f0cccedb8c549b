using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.Intel.Autotune;

/// <summary>
/// How far suggestions may go, from the risk configuration. Bias 0 to 1, offsets in bps. Crossed bounds are not repaired: the
/// lower one wins. Source: intel contract, autotune bounds.
/// </summary>
public sealed record AutotuneBounds(
    double MinBias, double MaxBias, double MaxBiasStep, double MinOffsetBps, double MaxOffsetBps, double MaxOffsetStepBps)
{
    /// <summary>Bounds without a configuration.</summary>
    public static AutotuneBounds Default { get; } = new(0, 1, 0.05, 1, 10, 1);

    /// <summary>Block <c>router_autotune_v6</c>, else <c>router_autotune</c>; a member that is missing, 0 or no number is the default.</summary>
    public static AutotuneBounds Read(JsonNode? riskConfig)
    {
        if (IntelFields.First(riskConfig as JsonObject, "router_autotune_v6", "router_autotune") is not JsonObject block)
        {
            return Default;
        }

        return new AutotuneBounds(
            IntelFields.Clamp01(Member(block, "min_bias", Default.MinBias)),
            IntelFields.Clamp01(Member(block, "max_bias", Default.MaxBias)),
            IntelFields.Clamp(Math.Abs(Member(block, "max_bias_step", Default.MaxBiasStep)), 0.01, 0.25),
            Math.Max(0, Member(block, "min_offset_bps", Default.MinOffsetBps)),
            Math.Max(0.5, Member(block, "max_offset_bps", Default.MaxOffsetBps)),
            IntelFields.Clamp(Math.Abs(Member(block, "max_offset_step_bps", Default.MaxOffsetStepBps)), 0.25, 3));
    }

    public double ClampBias(double bias) => IntelFields.Clamp(bias, MinBias, MaxBias);

    public double ClampOffset(double offsetBps) => IntelFields.Clamp(offsetBps, MinOffsetBps, MaxOffsetBps);

    private static double Member(JsonObject block, string name, double otherwise) =>
        Coerce.NumberOrBoolean(block[name]) is { } value and not 0 ? value : otherwise;
}
