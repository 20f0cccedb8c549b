using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Intel.Autotune;

/// <summary>
/// Suggests routing policies. It only suggests: applying is a separate step behind its own flag.
/// Source: intel contract, autotune.
/// </summary>
public static class RouterAutotune
{
    private const double DefaultLookbackDays = 7;

    /// <summary>
    /// The surface of one run. <paramref name="makerOffset"/> gives the router's offset suggestion in bps by symbol (null where it
    /// has none); without it, the suggestion that the router health row carries is used.
    /// </summary>
    public static RouterPolicySuggestionsV6State Build(
        RouterView router,
        ExpectancyView expectancy,
        ScoresView scores,
        AutotuneBounds bounds,
        Func<string, double?>? makerOffset,
        double lookbackDays,
        double now)
    {
        string[] symbols = [.. router.Entries.Keys];
        Array.Sort(symbols, StringComparer.Ordinal);
        var rows = new RouterPolicySuggestionsV6State.Row[symbols.Length];
        var proposals = new Dictionary<string, RouterPolicySuggestionsV6State.Policy>(symbols.Length, StringComparer.Ordinal);
        var rationale = new List<string>(6);
        for (int i = 0; i < rows.Length; i++)
        {
            string symbol = symbols[i];
            RouterReading metrics = router[symbol]!.Routing;
            double? offset = makerOffset is null ? metrics.MakerOffsetBps : makerOffset(symbol);
            rows[i] = Row(symbol, metrics, offset, expectancy[symbol], scores[symbol], bounds, rationale);
            proposals.Add(symbol, rows[i].ProposedPolicy);
        }

        return new RouterPolicySuggestionsV6State(now, IsoTime.Format(now), now, lookbackDays, rows, proposals);
    }

    /// <summary>The window of the expectancy document in days, 7 where it has none.</summary>
    public static double LookbackDays(ExpectancyView expectancy) =>
        expectancy.LookbackHours is > 0 and { } hours ? hours / 24 : DefaultLookbackDays;

    private static RouterPolicySuggestionsV6State.Row Row(
        string symbol,
        in RouterReading metrics,
        double? makerOffset,
        ExpectancyEntry? expectancy,
        double? score,
        AutotuneBounds bounds,
        List<string> rationale)
    {
        string quality = AutotuneClassification.Quality(
            metrics.FillRate, metrics.FallbackRate, metrics.SlippageP95, metrics.LatencyMs, metrics.SampleCount);
        // The regime is about how orders fill; latency is left to the quality.
        string regime = AutotuneClassification.Regime(metrics.FillRate, metrics.FallbackRate, metrics.SlippageP95, null);
        ExpectancyStrength strength = ExpectancyStrength.Of(expectancy?.Expectancy, expectancy?.HitRate, score);
        RouterPolicySuggestionsV6State.Policy current = CurrentPolicy.Read(metrics.Policy, makerOffset, bounds);
        rationale.Clear();
        RouterPolicySuggestionsV6State.Policy proposed = PolicyProposal.Propose(
            current, quality, regime, metrics, expectancy is { IsEmpty: false }, strength, bounds, rationale);
        return new RouterPolicySuggestionsV6State.Row(
            symbol,
            regime,
            quality,
            new RouterPolicySuggestionsV6State.RoutingMetrics(
                metrics.FillRate, metrics.FallbackRate, metrics.SlippageP50, metrics.SlippageP95, metrics.LatencyMs),
            new RouterPolicySuggestionsV6State.ExpectancyInput(strength.Expectancy, strength.HitRate),
            new RouterPolicySuggestionsV6State.ScoreInput(score),
            current,
            proposed,
            rationale.ToArray());
    }
}
