using HedgeFlow.Domain;
using HedgeFlow.State;

namespace HedgeFlow.Stages.RouterMetric;

/// <summary>
/// Puts the router health document together. Source: router contract, router health. A part that fails shows its last
/// good value (the policy of a symbol: unknown) and is counted; the rest goes on. Single-threaded.
/// </summary>
public sealed class RouterHealthBuilder
{
    private RouterQualityPayload? _lastQuality;

    /// <summary>Parts that failed since the start.</summary>
    public long Faults { get; private set; }

    public RouterReport Build(RouterHealthRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        RouterEffectiveness overall = request.Effectiveness.All.Effectiveness();
        RouterQualityPayload quality = Quality(request);
        var parts = new Dictionary<string, RouterSymbolReport>(StringComparer.Ordinal);
        var rows = new List<RouterSymbolRow>();
        foreach (string symbol in Ordered(request.Universe))
        {
            RouterSymbolReport part = Symbol(symbol, request, quality.PerSymbol.GetValueOrDefault(symbol));
            parts.Add(symbol, part);
            rows.Add(part.Row);
        }

        RouterEventHealth outcomes = request.Outcomes.All.EventHealth(request.Now);
        RouterGlobalHealth global = quality.Global with { SlippageP50Bps = overall.SlipQ50, SlippageP95Bps = overall.SlipQ95 };
        bool scoreFromEvents = request.Stats.PerSymbol.Count == 0 && outcomes.OrderCount > 0;
        var document = new RouterHealthState
        {
            UpdatedTs = request.Now,
            RouterHealthScore = scoreFromEvents ? outcomes.RouterHealthScore : global.QualityScore,
            MakerFillRate = overall.MakerFillRatio,
            FallbackRatio = overall.FallbackRatio,
            SlippageP50 = overall.SlipQ50,
            SlipQ95 = overall.SlipQ95,
            RouterHealth = new RouterHealthState.NestedBlock
            {
                Global = global,
                PerSymbol = quality.PerSymbol,
                Meta = new RouterHealthState.MetaBlock
                {
                    WindowSeconds = request.Stats.WindowSeconds,
                    MinEvents = request.Stats.MinEvents,
                    UpdatedTs = request.Now,
                },
            },
            Summary = Summary(rows, request.Now),
            Symbols = rows,
            SymbolStats = SymbolStats(request),
        };
        return new RouterReport(document, overall, parts);
    }

    private RouterQualityPayload Quality(RouterHealthRequest request)
    {
        try
        {
            return _lastQuality = RouterQualityPayload.Of(request.Stats.PerSymbol, request.Liquidity, request.Quality, request.Now);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Faults++;
            return _lastQuality ?? RouterQualityPayload.Of(
                new Dictionary<string, RouterStatsSnapshot.SymbolStats>(), LiquidityBuckets.Empty, RouterQualityConfig.Default, request.Now);
        }
    }

    private RouterSymbolReport Symbol(string symbol, RouterHealthRequest request, RouterSymbolQuality? quality)
    {
        RouterAccumulator? events = request.Effectiveness.For(symbol);
        RouterEffectiveness effectiveness = events?.Effectiveness() ?? RouterEffectiveness.None;
        double? hour = null, atrShort = null, atrLong = null;
        RouterPolicy policy = RouterPolicy.Unknown;
        RouterAutotuneResult? autotune = null;
        try
        {
            hour = request.Outcomes.For(symbol)?.Hour(RouterAccumulator.HourOf(request.Now))?.ExpPerNotional;
            (atrShort, atrLong) = request.Atr(symbol);
            double? reliability = request.PreviousReliability(symbol);
            var readings = RouterReadings.Of(effectiveness);
            string regime = AtrRegimes.ForPolicy(atrShort, atrLong);
            policy = RouterPolicyRule.Decide(readings, regime, reliability, request.RiskMode, hour);
            autotune = RouterAutotune.Suggest(
                MakerOffset.BeforeAutotune(readings, regime), reliability, request.RiskMode, MakerOffset.MinBps);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Faults++;
        }

        var row = new RouterSymbolRow
        {
            Symbol = symbol,
            MakerFillRate = effectiveness.MakerFillRatio,
            FallbackRate = effectiveness.FallbackRatio,
            SlippageP50 = effectiveness.SlipQ50,
            SlippageP95 = effectiveness.SlipQ95,
            Policy = policy,
            AckLatencyMs = events?.AckLatencyP50Ms,
            AvgSlippageBps = quality?.AvgSlippageBps,
            SlippageDriftBps = quality?.SlippageDriftBps,
            LatencyMs = quality?.AvgLatencyMs,
            RouterBucket = quality?.RouterBucket,
            QualityScore = quality?.QualityScore,
            TwapUsageRatio = quality?.TwapUsageRatio,
            PostOnlyRejects = request.PostOnlyRejects(symbol),
            SampleCount = effectiveness.SampleCount,
            Autotune = autotune,
            UpdatedTs = request.Now,
        };
        return new RouterSymbolReport(row, effectiveness, hour, atrShort, atrLong);
    }

    private static RouterHealthState.SummaryBlock Summary(List<RouterSymbolRow> rows, double now)
    {
        int Count(string quality) => rows.Count(row => row.Quality == quality);
        return new RouterHealthState.SummaryBlock
        {
            UpdatedTs = now,
            Count = rows.Count,
            QualityCounts = new RouterHealthState.QualityCounts(Count("good"), Count("ok"), Count("degraded"), Count("broken")),
            MakerFirstEnabled = rows.Count(row => row.MakerFirst == true),
        };
    }

    private static Dictionary<string, RouterEventHealth> SymbolStats(RouterHealthRequest request)
    {
        var stats = new Dictionary<string, RouterEventHealth>(StringComparer.Ordinal);
        foreach (string symbol in Ordered(request.Outcomes.Symbols))
        {
            RouterEventHealth health = request.Outcomes.For(symbol)!.EventHealth(request.Now);
            if (health.OrderCount > 0)
            {
                stats.Add(symbol, health);
            }
        }

        return stats;
    }

    private static IEnumerable<string> Ordered(IEnumerable<string> symbols) =>
        symbols.Select(symbol => symbol.Trim().ToUpperInvariant()).Where(symbol => symbol.Length > 0)
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
}
