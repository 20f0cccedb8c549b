using System.Globalization;
using HedgeFlow.Domain;

namespace HedgeFlow.Stages.RouterMetric;

/// <summary>How the orders of a symbol should be sent, from how the last ones went. Source: router contract, router policy.</summary>
public static class RouterPolicyRule
{
    public const string PreferMaker = "prefer_maker";
    public const string Balanced = "balanced";
    public const string PreferTaker = "prefer_taker";

    /// <param name="readings">Effectiveness of the symbol; a missing sample count is 0.</param>
    /// <param name="atrRegime">Regime of the policy's table.</param>
    /// <param name="reliability">Maker reliability as published before, 0..1; null = none.</param>
    /// <param name="riskMode">Risk mode as published before; null or blank = OK.</param>
    /// <param name="hourExpectancy">PnL per notional of the current UTC hour; null = none.</param>
    public static RouterPolicy Decide(
        in RouterReadings readings, string atrRegime, double? reliability, string? riskMode, double? hourExpectancy)
    {
        double samples = readings.SampleCount ?? 0;
        string quality = RouterClassification.Quality(readings with { SampleCount = samples });
        (bool makerFirst, string bias, string part) = quality switch
        {
            "broken" => (false, PreferTaker, "fallback/slippage too high"),
            "degraded" => (true, Balanced, "router degraded - attempting recovery"),
            "good" => (true, PreferMaker, "router good"),
            _ => (true, PreferMaker, "router ok - prefer maker"),
        };
        List<string> reason = [$"quality={quality}", $"regime={atrRegime}"];
        if (samples < RouterClassification.BootstrapSamples)
        {
            reason.Add(string.Create(CultureInfo.InvariantCulture, $"bootstrap_mode(n={samples})"));
        }

        reason.Add(part);
        if (atrRegime == "panic")
        {
            bias = PreferTaker;
            if (quality is "degraded" or "broken")
            {
                makerFirst = false;
                reason.Add("panic regime + weak router");
            }
        }

        return new RouterPolicy
        {
            MakerFirst = makerFirst,
            TakerBias = bias,
            Quality = quality,
            Reason = string.Join("; ", reason),
            OffsetBps = MakerOffset.Compute(readings, atrRegime, reliability, riskMode, hourExpectancy),
        };
    }
}
