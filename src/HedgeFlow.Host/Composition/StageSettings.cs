using HedgeFlow.Configuration;
using HedgeFlow.Host.Settings;
using HedgeFlow.Stages.Publish;
using HedgeFlow.Stages.Risk;
using HedgeFlow.Stages.RouterMetric;

namespace HedgeFlow.Host.Composition;

/// <summary>What the telemetry stages of a run are told, from its settings and its configuration.</summary>
internal static class StageSettings
{
    public static RouterMetricOptions RouterMetric(EngineSettings settings, ConfigurationSet config, Action<string> log)
    {
        var problems = new List<string>();
        RouterQualityConfig quality = RouterQualityConfigReader.Read(config.Strategy, problems);
        problems.ForEach(log);
        return RouterMetricOptions.Default with
        {
            RefreshIntervalSeconds = settings.Intervals.RouterHealth,
            EffectivenessWindowDays = settings.Environment.Number("ROUTER_EFFECTIVENESS_WINDOW_DAYS", 0, min: 0) is > 0 and var days ? days : RouterMetricOptions.Default.EffectivenessWindowDays,
            MaxRows = settings.Environment.Count("EXEC_LOG_MAX_ROWS", RouterMetricOptions.Default.MaxRows),
            Universe = config.Universe.Symbols,
            Liquidity = LiquidityBuckets.Of(config.LiquidityBuckets),
            Quality = quality,
        };
    }

    public static RiskOptions Risk(EngineSettings settings) => RiskOptions.Default with
    {
        IntervalSeconds = settings.Intervals.ExecutionHealth,
        AlertIntervalSeconds = settings.Intervals.Alerts,
        NavFreshSeconds = settings.Host.NavFreshSeconds,
        PeakStateMaxAgeSeconds = settings.Environment.Number("PEAK_STATE_MAX_AGE_SEC", DrawdownSnapshot.PeakStateMaxAgeSeconds, min: 1),
        MaxRows = settings.Environment.Count("EXEC_LOG_MAX_ROWS", RiskOptions.Default.MaxRows),
    };

    public static TickPublisherOptions Publishing(EngineSettings settings, ConfigurationSet config) => new()
    {
        EngineVersion = settings.Version.Engine,
        Flags = settings.Flags,
        Context = settings.Context,
        Environment = settings.EnvironmentName,
        Contract = settings.Contract,
        NavFreshSeconds = settings.Host.NavFreshSeconds,
        ResetTimezone = config.Limits.ResetTimezone,
        NavLog = new NavLogOptions { MaxPoints = settings.Environment.Count("NAV_LOG_MAX_POINTS", settings.Host.NavLogMaxPoints) },
        KpiIntervalSeconds = settings.Intervals.Kpis,
        ProbeIntervalSeconds = settings.Intervals.RuntimeProbe,
        KeptFiles = StateFolder.Kept(settings.Paths.State),
        ResetPeakOnTestnet = settings.ForgetsCaches,
        MirrorLegacySyncedState = settings.Host.MirrorLegacySyncedState,
        TpSlSeed = new TpSlSeed(),
        RunId = settings.RunId,
        HostName = settings.HostName,
        GitCommit = settings.GitCommit,
        Redactor = settings.Redactor,
    };
}
