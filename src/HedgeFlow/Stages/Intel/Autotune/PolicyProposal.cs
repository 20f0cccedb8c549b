using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Intel.Autotune;

/// <summary>
/// One bounded step from the current policy, driven by how the routing does and how the symbol earns.
/// Source: intel contract, proposal.
/// </summary>
public static class PolicyProposal
{
    private static readonly string[] Qualities = [RouterLabels.Good, RouterLabels.Ok, RouterLabels.Degraded, RouterLabels.Broken];

    private static readonly string[] Regimes =
        [RouterLabels.Balanced, RouterLabels.MakerStrong, RouterLabels.FallbackHeavy, RouterLabels.SlippageHot, RouterLabels.Broken];

    /// <summary>One text per combination, so that a run formats none.</summary>
    private static readonly string[] StateCodes =
        [.. Regimes.SelectMany(regime => Qualities.Select(quality => $"router_state regime={regime} quality={quality}"))];

    /// <summary>The proposed policy; its reasons go to <paramref name="rationale"/> in the order in which they applied.</summary>
    public static RouterPolicySuggestionsV6State.Policy Propose(
        RouterPolicySuggestionsV6State.Policy current,
        string quality,
        string regime,
        in RouterReading metrics,
        bool expectancyKnown,
        in ExpectancyStrength strength,
        AutotuneBounds bounds,
        List<string> rationale)
    {
        double bias = 0;
        double offset = 0;
        bool makerFirst = current.MakerFirst;
        rationale.Add(StateCodes[Array.IndexOf(Regimes, regime) * Qualities.Length + Array.IndexOf(Qualities, quality)]);

        if (quality == RouterLabels.Broken || regime == RouterLabels.Broken)
        {
            bias += 1;
            offset += 1;
            makerFirst = false;
            rationale.Add("router_broken");
        }
        else if (quality == RouterLabels.Degraded)
        {
            bias += 0.5;
            offset += 0.5;
            rationale.Add("router_degraded");
        }

        switch (regime)
        {
            case RouterLabels.FallbackHeavy:
                bias += 0.75;
                offset += 0.5;
                if (metrics.FallbackRate >= 0.6 && !expectancyKnown)
                {
                    makerFirst = false;
                    rationale.Add("fallback_no_expectancy");
                }
                else
                {
                    rationale.Add($"fallback_heavy pct={new FixedDecimal(100 * (metrics.FallbackRate ?? 0), 0)}%");
                }

                break;
            case RouterLabels.SlippageHot:
                bias += 0.5;
                offset += 0.75;
                rationale.Add($"slippage_hot p95_bps={new FixedDecimal(metrics.SlippageP95 ?? 0, 1)}");
                break;
            case RouterLabels.MakerStrong:
                bias -= 0.75;
                offset -= 0.5;
                rationale.Add("maker_strong");
                break;
            default:
                break;
        }

        switch (strength.Strength)
        {
            case >= 1.5:
                bias -= 1;
                offset -= 0.5;
                break;
            case >= 0.5:
                bias -= 0.5;
                break;
            case <= -1.5:
                bias += 1;
                offset += 0.5;
                break;
            case <= -0.5:
                bias += 0.5;
                break;
            default:
                break;
        }

        if (strength.Rationale() is { } reason)
        {
            rationale.Add(reason);
        }

        if (!makerFirst && regime == RouterLabels.MakerStrong && strength.Strength >= 0.5)
        {
            makerFirst = true;
            rationale.Add("maker_first_reenabled");
        }

        double newBias = bounds.ClampBias(current.TakerBias + IntelFields.Clamp(bias, -1, 1) * bounds.MaxBiasStep);
        double newOffset = bounds.ClampOffset(current.OffsetBps + IntelFields.Clamp(offset, -1, 1) * bounds.MaxOffsetStepBps);
        return new RouterPolicySuggestionsV6State.Policy(makerFirst, newBias, RouterLabels.OfBias(newBias), newOffset);
    }
}
