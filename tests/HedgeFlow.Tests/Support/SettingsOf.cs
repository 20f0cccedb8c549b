using HedgeFlow.Host.Commands;
using HedgeFlow.Host.Settings;
using HedgeFlow.Stages.Executor;

namespace HedgeFlow.Tests.Support;

/// <summary>Settings of engines that run inside a test: the repository's configuration, a folder of the test's own.</summary>
internal static class SettingsOf
{
    public static EngineSettings Replay(string logs, OrderMode orders = OrderMode.Recorded) => Load(logs, replay: true) with { Orders = orders };

    public static EngineSettings Live(string logs, OrderMode orders = OrderMode.Paper) => Load(logs, replay: false) with { Orders = orders, LoopSleepSeconds = 0 };

    private static EngineSettings Load(string logs, bool replay) =>
        EngineSettings.Load(new CommonValues(Path.Combine(Repository.Root, "config", "hedgeflow.json"), logs, null, "superset"), replay);
}
