using HedgeFlow.Domain;

namespace HedgeFlow.Stages.RouterMetric;

/// <summary>
/// Whether an order goes out as maker, and what became of it. <see cref="Before"/> is asked before sending,
/// <see cref="After"/> completes it with the outcome. Source: router contract, maker decision.
/// </summary>
public sealed record RouteDecision
{
    public const double MaxSpreadBps = 12;
    public const double ClampSpreadBps = 6;

    /// <summary>Maker conditions all met.</summary>
    public required bool MakerAllowed { get; init; }

    /// <summary>The order went out as maker first.</summary>
    public bool MakerStart => MakerAllowed;

    /// <summary>The final order is a maker order.</summary>
    public bool IsMakerFinal { get; init; }

    public bool UsedFallback { get; init; }

    /// <summary><c>maker</c> or <c>taker</c>.</summary>
    public string Route => IsMakerFinal ? "maker" : "taker";

    /// <summary>In the order of the conditions.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    /// <summary>Bps from mid, clamped in a wide market.</summary>
    public double? OffsetBps { get; init; }

    public bool SpreadClamped { get; init; }

    /// <summary>All conditions are looked at; each that fails adds its reason and forbids maker. A null spread is unknown.</summary>
    public static RouteDecision Before(
        bool makerRequested,
        RouterPolicy policy,
        bool reduceOnly,
        bool urgent,
        double? makerQty,
        double? makerPrice,
        double? spreadBps,
        double maxSpreadBps = MaxSpreadBps,
        double clampSpreadBps = ClampSpreadBps)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var reasons = new List<string>();
        bool allowed = true;
        void Forbid(bool when, string reason)
        {
            if (when)
            {
                allowed = false;
                reasons.Add(reason);
            }
        }

        Forbid(!makerRequested, "maker_not_requested");
        Forbid(policy.MakerFirst is not true, "policy_maker_disabled");
        Forbid(policy.Quality == "broken", "policy_quality_broken");
        Forbid(policy.TakerBias == RouterPolicyRule.PreferTaker, "policy_bias_prefers_taker");
        Forbid(reduceOnly && urgent, "reduce_only_urgent");
        if (reduceOnly && !urgent)
        {
            reasons.Add("reduce_only_maker_allowed");
        }

        Forbid(makerQty is not > 0, "missing_maker_qty");
        Forbid(makerPrice is not > 0, "missing_maker_price");
        Forbid(spreadBps > maxSpreadBps, "spread_too_wide");
        bool clamped = allowed && spreadBps > clampSpreadBps;
        if (clamped)
        {
            reasons.Add("wide_spread_clamped");
        }

        return new RouteDecision
        {
            MakerAllowed = allowed,
            Reasons = reasons,
            OffsetBps = clamped && policy.OffsetBps is { } offset ? Math.Min(offset, clampSpreadBps) : policy.OffsetBps,
            SpreadClamped = clamped,
        };
    }

    /// <summary>The decision with its outcome; only a maker attempt has one.</summary>
    public RouteDecision After(MakerOutcome outcome) => !MakerAllowed ? this : this with
    {
        IsMakerFinal = outcome == MakerOutcome.Maker,
        UsedFallback = outcome != MakerOutcome.Maker,
        Reasons = outcome switch
        {
            MakerOutcome.Failed => [.. Reasons, "maker_submit_failed"],
            MakerOutcome.Taker => [.. Reasons, "maker_fallback_to_taker"],
            _ => Reasons,
        },
    };
}
