using HedgeFlow.Configuration;
using HedgeFlow.Domain;
using HedgeFlow.Host.Settings;
using HedgeFlow.Stages.Compare;
using HedgeFlow.Stages.Executor;
using HedgeFlow.Stages.Publish;
using HedgeFlow.Stages.Shadow;

namespace HedgeFlow.Host.Composition;

/// <summary>Makes the shadow run of an engine and puts its head and the comparison into the publish stage.</summary>
internal static class ShadowWiring
{
    /// <summary>In a replay the telemetry of a frame waits for the decisions that were asked for before it.</summary>
    private static readonly TimeSpan ReplayPatience = TimeSpan.FromMinutes(1);

    /// <summary>A single tick shows its own decisions, if they come soon.</summary>
    private static readonly TimeSpan OncePatience = TimeSpan.FromSeconds(2);

    /// <summary>The work of the shadow stage.</summary>
    public static Action<ShadowRequest> Create(
        EngineSettings settings, ConfigurationSource config, LogSeeds seeds, PublishStage publish, Action<JournalRow> append)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(publish);
        ShadowOptions shadow = Options(settings, config.Current.Router);
        CompareOptions compare = Comparison(settings, settings.Intervals.Compare);
        TimeSpan patience = settings.Replay ? ReplayPatience : settings.Once ? OncePatience : TimeSpan.Zero;
        var log = new ShadowLog(Math.Max(shadow.Window, compare.ShadowLimit), patience);
        log.Seed(seeds.Shadow);
        var comparison = new CompareTelemetry(log, compare);
        comparison.Seed(seeds.Orders, seeds.Metrics, seeds.Compared);
        publish.Before("shadow-head", new ShadowTelemetry(log, shadow).Process);
        publish.Before("compare", comparison.Process);
        return new ShadowStage(shadow, symbol => config.Current.Universe.TierOf(symbol), log, append).Process;
    }

    public static ShadowOptions Options(EngineSettings settings, RouterRuntime router)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(router);
        return new ShadowOptions
        {
            MakerFeeBps = settings.Environment.Number("MAKER_FEE_BPS", router.MakerFeeBps),
            TakerFeeBps = settings.Environment.Number("TAKER_FEE_BPS", router.TakerFeeBps),
            Window = Math.Max(1, settings.Environment.Count("PIPELINE_V6_SHADOW_RECENT", ShadowOptions.Default.Window)),
            HeadIntervalSeconds = settings.Intervals.ShadowHeartbeat,
        };
    }

    public static CompareOptions Comparison(EngineSettings settings, double intervalSeconds)
    {
        ArgumentNullException.ThrowIfNull(settings);
        CompareOptions d = CompareOptions.Default;
        int rows = Math.Max(1, settings.Environment.Count("EXEC_LOG_MAX_ROWS", d.MaxRows));
        double limit = settings.Environment.Number("PIPELINE_COMPARE_SHADOW_LIMIT", d.ShadowLimit);
        return new CompareOptions
        {
            IntervalSeconds = intervalSeconds,
            MaxRows = rows,
            // 0 or less asks for all: as many as the readers of the order logs take.
            ShadowLimit = limit >= 1 ? (int)Math.Min(limit, 100_000) : rows,
        };
    }
}
