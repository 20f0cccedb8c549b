using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.RouterMetric;

/// <summary>Labels for how a router is doing; the first rule that matches decides. Source: router contract, classification.</summary>
public static class RouterClassification
{
    /// <summary>Below this many samples the ratios say nothing yet.</summary>
    public const int BootstrapSamples = 20;

    private const double BrokenSlipBps = 50;
    private const double BrokenLatencyMs = 5000;

    /// <summary>The router's own label of a document: a missing sample count is 0, that is bootstrap.</summary>
    public static string Quality(JsonObject? effectiveness)
    {
        RouterReadings readings = RouterReadings.Read(effectiveness);
        return Quality(readings with { SampleCount = readings.SampleCount ?? 0 });
    }

    /// <summary><c>good</c>, <c>ok</c>, <c>degraded</c> or <c>broken</c>. An unknown sample count skips the bootstrap rule.</summary>
    public static string Quality(in RouterReadings readings)
    {
        double maker = readings.Maker ?? 0;
        double fallback = readings.Fallback ?? 0;
        double slip = readings.Slip ?? 0;
        double latency = readings.LatencyMs ?? 0;
        return slip >= BrokenSlipBps || latency >= BrokenLatencyMs ? "broken"
            : readings.SampleCount < BootstrapSamples ? "ok"
            : fallback >= 0.85 || slip >= 25 || latency >= 2000 ? "degraded"
            : maker >= 0.5 && fallback <= 0.5 && slip <= 8 && latency <= 1000 ? "good"
            : "ok";
    }

    /// <inheritdoc cref="Regime(in RouterReadings)"/>
    public static string Regime(JsonObject? metrics) => Regime(RouterReadings.Read(metrics, ratesFirst: true));

    /// <summary>
    /// <c>broken</c>, <c>fallback_heavy</c>, <c>slippage_hot</c>, <c>maker_strong</c> or <c>balanced</c>.
    /// A missing slippage or latency matches no limit.
    /// </summary>
    public static string Regime(in RouterReadings readings)
    {
        double maker = readings.Maker ?? 0;
        double fallback = readings.Fallback ?? 0;
        return readings.Slip >= BrokenSlipBps || readings.LatencyMs >= BrokenLatencyMs ? "broken"
            : fallback >= 0.95 && maker <= 0.05 ? "broken"
            : fallback >= 0.70 ? "fallback_heavy"
            : readings.Slip >= 20 ? "slippage_hot"
            : maker >= 0.7 && fallback <= 0.3 && readings.Slip is null or <= 5 ? "maker_strong"
            : "balanced";
    }

    /// <summary>
    /// The KPI label: <c>good</c>, <c>ok</c>, <c>degraded</c>, <c>poor</c>, or <c>unknown</c> when a member is there and not a number.
    /// </summary>
    public static string KpiLabel(JsonObject? stats)
    {
        JsonNode?[] members = [stats?["maker_fill_ratio"], stats?["fallback_ratio"], stats?["slip_q50"]];
        if (members.Any(member => member is not null && Coerce.Number(member) is null))
        {
            return "unknown";
        }

        return KpiLabel(Coerce.Number(members[0]), Coerce.Number(members[1]), Coerce.Number(members[2]));
    }

    /// <inheritdoc cref="KpiLabel(JsonObject)"/>
    public static string KpiLabel(double? makerRatio, double? fallbackRatio, double? slipQ50) =>
        makerRatio < 0.35 || fallbackRatio > 0.6 || slipQ50 > 6 ? "poor"
        : makerRatio >= 0.55 && fallbackRatio is null or <= 0.25 ? "good"
        : fallbackRatio > 0.35 ? "degraded"
        : "ok";
}
