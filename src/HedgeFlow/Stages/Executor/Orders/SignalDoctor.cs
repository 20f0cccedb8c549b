using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.Executor.Orders;

/// <summary>
/// Looks a signal over before it is sent: failures before it, age of the NAV, spread, funding, its own age. The limits come with
/// the signal, else the contract's defaults hold. Source: services contract, doctor gate.
/// </summary>
public static class SignalDoctor
{
    private const double DefaultFailStreak = 3;
    private const double DefaultNavAge = 180;
    private const double DefaultSpreadBps = 7.5;
    private const double DefaultFundingBps = 20;
    private const double DefaultLatencyMs = 15_000;
    private const double DefaultConfidence = 0.6;
    private const double RejectedConfidence = 0.2;
    private const double LeastConfidence = 0.05;

    /// <param name="payload">The signal's own members.</param>
    /// <param name="navAge">Seconds; null = unknown, which is stale.</param>
    /// <param name="failStreak">Failures in a row that the executor has seen; a signal that names its own is believed.</param>
    public static SignalVerdict Examine(JsonObject payload, double? navAge, int failStreak = 0)
    {
        ArgumentNullException.ThrowIfNull(payload);
        List<string>? reasons = null;
        double streakLimit = Coerce.Number(payload["fail_streak_limit"]) is > 0 and { } limit ? limit : DefaultFailStreak;
        double? streak = payload.TryGetPropertyValue("recent_fail_streak", out JsonNode? named) ? Coerce.Number(named) : failStreak;
        if (streak >= streakLimit)
        {
            (reasons ??= []).Add("recent_fail_streak");
        }

        // Written so that an age that is not a number counts as unknown.
        if (!(navAge <= Limit(payload, "nav_threshold_s", DefaultNavAge)))
        {
            (reasons ??= []).Add("nav_stale");
        }

        if (Coerce.Number(payload["spread_bps"]) > Limit(payload, "max_spread_bps", DefaultSpreadBps))
        {
            (reasons ??= []).Add("wide_spread");
        }

        if (Coerce.Number(payload["funding_rate_bps"]) is { } funding && Math.Abs(funding) > Limit(payload, "max_funding_bps", DefaultFundingBps))
        {
            (reasons ??= []).Add("funding_window");
        }

        if (Coerce.First(payload, "latency_ms", "age_ms") > Limit(payload, "max_latency_ms", DefaultLatencyMs))
        {
            (reasons ??= []).Add("stale_signal");
        }

        double confidence = Coerce.Number(payload["confidence"]) is { } given && given != 0 ? Math.Clamp(given, 0, 1) : DefaultConfidence;
        return reasons is null
            ? new SignalVerdict(true, [], confidence)
            : new SignalVerdict(false, reasons, Math.Max(LeastConfidence, Math.Min(confidence, RejectedConfidence)));
    }

    private static double Limit(JsonObject payload, string name, double otherwise) => Coerce.Number(payload[name]) ?? otherwise;
}
