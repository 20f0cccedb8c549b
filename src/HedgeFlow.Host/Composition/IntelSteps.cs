using HedgeFlow.Configuration;
using HedgeFlow.Host.Settings;
using HedgeFlow.Stages.Intel;
using HedgeFlow.Stages.Intel.Factors;
using HedgeFlow.Stages.Intel.Momentum;
using HedgeFlow.State;

namespace HedgeFlow.Host.Composition;

/// <summary>The further steps of an intel run, in order, continued from their caches. A replay starts from nothing.</summary>
internal static class IntelSteps
{
    public static IReadOnlyList<IIntelStep> Create(EngineSettings settings, ConfigurationSet config, Action<string> log, IIntelStep? more = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(config);
        string? root = settings.Replay ? null : settings.Paths.Root;
        int lookback = RvMomentumConfig.Load(config.Strategy, out _)?.LookbackBars ?? RvMomentumConfig.Default.LookbackBars;
        return
        [
            new RvMomentumStep(CarriedCaches.ReadFile(root, RvCandlesCache.Cache.File, log), lookback, log),
            new FactorDiagnosticsStep(
                CarriedCaches.ReadFile(root, FactorWeightsCache.Cache.File, log), log, settings.Environment.Flag("FACTOR_PNL_SURFACE")),
            .. more is null ? (IIntelStep[])[] : [more],
        ];
    }
}
