using HedgeFlow.Domain;
using HedgeFlow.Host.Settings;
using HedgeFlow.Stages.Executor;
using HedgeFlow.Stages.Executor.Paper;
using HedgeFlow.Stages.Intel.Apply;

namespace HedgeFlow.Host.Composition;

/// <summary>
/// Lets the executor's orders follow the routing suggestions where the flag asks for it. A replay never does: suggestions come from
/// a stage behind the executor, and which of them an order meets would hang on how threads were scheduled.
/// </summary>
internal static class AutotuneWiring
{
    public static bool IsOn(EngineSettings settings, Action<string> log)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.Orders != OrderMode.Paper || !Settings(settings).ApplyEnabled)
        {
            return false;
        }

        if (settings.Replay)
        {
            log("ROUTER_AUTOTUNE_V6_APPLY_ENABLED has no effect in a replay");
            return false;
        }

        return true;
    }

    public static AutotuneRouting Create(EngineSettings settings, ISuggestionSource suggestions) => new(Settings(settings), suggestions, new RouterPolicy
    {
        MakerFirst = true,
        TakerBias = "prefer_maker",
        Quality = "ok",
        Reason = "paper",
        OffsetBps = PaperOptions.Default.MakerOffsetBps,
    });

    private static AutotuneApplySettings Settings(EngineSettings settings) => AutotuneApplySettings.FromEnvironment(settings.Environment.Text);
}
