using HedgeFlow.Configuration;
using HedgeFlow.Host.Settings;
using HedgeFlow.Stages.Intel;
using HedgeFlow.State;
using HedgeFlow.Storage;

namespace HedgeFlow.Host.Composition;

/// <summary>
/// Makes the intel stage. Live, a run works beside the frames; in a replay and in once-mode it runs inside them, so that the
/// output does not hang on how threads were scheduled.
/// </summary>
internal static class IntelWiring
{
    public static IntelStage Create(EngineSettings settings, ConfigurationSource config, IReadOnlyList<IIntelStep> steps, LogSeeds seeds, Action<string> log)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var options = new IntelOptions
        {
            Enabled = settings.Flags.Intel,
            AutotuneEnabled = settings.Flags.RouterAutotune,
            AllocatorEnabled = settings.Flags.FeedbackAllocator,
            UniverseIntervalS = settings.Intervals.Universe,
            IntervalS = settings.Intervals.Intel,
            AutotuneIntervalS = settings.Intervals.Autotune,
            AllocatorIntervalS = settings.Intervals.Allocator,
        };
        ConfigurationSet? seen = null;
        IntelConfig current = IntelConfig.None;
        IntelConfig Current()
        {
            // The same instance until a reload: the stage caches by reference.
            if (!ReferenceEquals(seen, config.Current))
            {
                seen = config.Current;
                current = new IntelConfig(seen.Universe.Document, seen.Limits.Document, seen.Strategy, seen.RvMomoBaskets);
            }

            return current;
        }

        bool inside = settings.Replay || settings.Once;
        var stage = new IntelStage(
            options,
            Current,
            steps,
            background: inside ? null : work => Task.Run(work),
            onFault: (step, exception) => log($"intel {step}: {settings.Redactor.Message(exception)}"));

        // Until this process has suggestions of its own, the allocator reads those that the last one wrote.
        SurfaceContent? suggested = settings.Replay ? null : new StateFolderReader(settings.Paths.State).Read(RouterPolicySuggestionsV6State.Surface.File);
        stage.Seed(seeds.Orders, seeds.Metrics, suggested?.Root);
        return stage;
    }
}
