using HedgeFlow.Feed;
using HedgeFlow.Feed.Demo;
using HedgeFlow.Host.Settings;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Executor;

namespace HedgeFlow.Host.Composition;

/// <summary>Where a live run reads from.</summary>
internal static class LiveSource
{
    private const string TailPrefix = "tail:";

    /// <summary>The option, else HEDGEFLOW_SOURCE, else the demo market; production has to name its source.</summary>
    /// <exception cref="SettingsException">No such source, or none in production.</exception>
    public static string Choose(EngineSettings settings, string? option)
    {
        string? chosen = option ?? settings.Environment.Text("HEDGEFLOW_SOURCE");
        if (chosen is null)
        {
            return settings.EnvironmentName == "prod"
                ? throw new SettingsException("environment prod needs a source: --source stdin or --source tail:PATH (or HEDGEFLOW_SOURCE)")
                : "demo";
        }

        bool known = chosen is "demo" or "stdin" || (chosen.StartsWith(TailPrefix, StringComparison.Ordinal) && chosen.Length > TailPrefix.Length);
        return known ? chosen : throw new SettingsException($"--source {chosen}: give demo, stdin or tail:PATH");
    }

    /// <summary>The demo market needs an executor; every other source brings the order facts of its own.</summary>
    public static OrderMode OrdersOf(string chosen) => chosen == "demo" ? OrderMode.Paper : OrderMode.Recorded;

    /// <summary>The file that the source follows; null for every other source.</summary>
    public static string? FileOf(string chosen) => chosen.StartsWith(TailPrefix, StringComparison.Ordinal) ? chosen[TailPrefix.Length..] : null;

    public static IFeedSource Open(EngineSettings settings, Engine engine, string chosen) => chosen switch
    {
        "demo" => Demo(settings, engine, settings.LoopSleepSeconds, 0),
        "stdin" => StreamFeed.StandardInput(),
        _ => new TailFeed(chosen[TailPrefix.Length..], TimeProvider.System),
    };

    /// <summary>The embedded market on the wall clock, one tick per interval; with interval 0 as fast as it is read.</summary>
    public static DemoFeed Demo(EngineSettings settings, Engine engine, double interval, long maxTicks)
    {
        var market = new DemoMarket(new DemoOptions
        {
            Seed = settings.Seed,
            StartTs = TimeProvider.System.EpochSeconds(),
            TickInterval = interval > 0 ? interval : 1e-3,
            MaxTicks = maxTicks,
            Testnet = settings.Testnet,
        });
        if (engine.Account is { } account)
        {
            // The strategy exits what it holds, not what it asked for.
            market.Strategy.Holdings = account.SignedQty;
        }

        return new DemoFeed(market, interval > 0 ? TimeProvider.System : null);
    }
}
