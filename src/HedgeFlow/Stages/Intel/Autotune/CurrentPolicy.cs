using HedgeFlow.State;

namespace HedgeFlow.Stages.Intel.Autotune;

/// <summary>Puts the live policy of a symbol on the scale of the suggestions. Source: intel contract, current policy.</summary>
public static class CurrentPolicy
{
    /// <summary>Offset where the router has no suggestion.</summary>
    private const double BaselineOffsetBps = RouterMetric.MakerOffset.BaseBps;

    private const double NeutralBias = 0.5;

    /// <summary>The policy within bounds, with the router's offset suggestion in bps.</summary>
    public static RouterPolicySuggestionsV6State.Policy Read(in LivePolicy policy, double? makerOffsetBps, AutotuneBounds bounds)
    {
        double bias = bounds.ClampBias(policy.BiasLabel switch
        {
            "prefer_maker" or "maker" => 0.25,
            "balanced" or "neutral" => NeutralBias,
            "prefer_taker" => 0.75,
            "taker" => 0.8,
            _ => policy.TakerBias ?? NeutralBias,
        });
        return new RouterPolicySuggestionsV6State.Policy(
            policy.MakerFirst,
            bias,
            policy.BiasLabel ?? RouterLabels.OfBias(bias),
            bounds.ClampOffset(makerOffsetBps ?? BaselineOffsetBps));
    }
}
