using System.CommandLine;
using HedgeFlow.Feed;
using HedgeFlow.Host.Composition;
using HedgeFlow.Host.Settings;
using HedgeFlow.Host.Terminal;
using HedgeFlow.Stages.Executor;
using HedgeFlow.Storage;

namespace HedgeFlow.Host.Commands;

/// <summary><c>hedgeflow replay</c>: recorded JSONL through the whole graph; the same input gives the same bytes.</summary>
internal static class ReplayCommand
{
    public static Command Create(CommonOptions common)
    {
        var paths = new Argument<string[]>("paths") { Description = "Recorded feeds, native logs, or folders of them", Arity = ArgumentArity.OneOrMore };
        var orders = new Option<string>("--orders") { Description = "Where order facts come from", DefaultValueFactory = _ => "recorded" };
        orders.AcceptOnlyFromAmong("recorded", "paper", "none");
        var speed = new Option<double>("--speed") { Description = "Times real time; 0 = as fast as it goes", DefaultValueFactory = _ => 0 };
        var maxTicks = new Option<long>("--max-ticks") { Description = "Stop after so many snapshots; 0 = all" };
        var strict = new Option<bool>("--strict") { Description = "The first bad line ends the run with exit code 2" };
        var verify = new Option<string?>("--verify") { Description = "Expected digest of the output: exit code 5 when it differs", HelpName = "DIGEST" };
        var seed = new Option<ulong>("--seed") { Description = "Seed of the paper router", DefaultValueFactory = _ => 1UL };
        var command = new Command("replay", "Replay recorded JSONL through the whole graph") { paths, orders, speed, maxTicks, strict, verify, seed };
        command.SetAction((result, stop) => CommandContext.RunAsync(async () =>
        {
            EngineSettings settings = EngineSettings.Load(common.Read(result), replay: true) with
            {
                Orders = Enum.Parse<OrderMode>(result.GetValue(orders)!, ignoreCase: true),
                Seed = result.GetValue(seed),
                Paced = result.GetValue(speed) > 0,
            };
            CommandContext.Warn(settings);
            return await CommandContext.WriteBookAsync(settings, "executor", () => RunAsync(
                settings, result.GetValue(paths)!, result.GetValue(speed), result.GetValue(maxTicks), result.GetValue(strict), result.GetValue(verify), stop));
        }));
        return command;
    }

    private static async Task<int> RunAsync(
        EngineSettings settings, string[] paths, double speed, long maxTicks, bool strict, string? verify, CancellationToken stop)
    {
        using RecordedFeed feed = Open(paths, strict);
        if (Directory.Exists(settings.Paths.State) && Directory.EnumerateFiles(settings.Paths.State).Any())
        {
            throw new SettingsException($"--logs: {settings.Paths.Root} holds the state of another run; a replay starts from nothing: give an empty folder");
        }

        var clock = new FeedClock();
        await using Engine engine = Engine.Create(settings, clock, line => Console.Error.WriteLine(line));
        using var progress = new ReplayProgress(feed, engine);
        if (!strict)
        {
            engine.Rejected = progress.Rejected;
        }

        var pace = speed > 0 ? new ReplayPace(engine.Pump, speed, TimeProvider.System, stop) : null;
        EngineReport report;
        try
        {
            report = await engine.RunAsync(feed, pace, maxTicks > 0 ? () => engine.Pump.Ticks < maxTicks : null, stop);
        }
        catch (FeedFormatException e)
        {
            await engine.FinishAsync(feed.Counters);
            progress.Stop();
            await Console.Error.WriteLineAsync($"hedgeflow: {e.Message}");
            return ExitCodes.Usage;
        }

        progress.Stop();
        await engine.DisposeAsync();
        string digest = OutputDigest.Of(settings.Paths.Root);
        ReplaySummary.Write(Console.Out, report, feed.BytesRead, digest);
        if (verify is not null && !string.Equals(verify.Trim(), digest, StringComparison.OrdinalIgnoreCase))
        {
            await Console.Error.WriteLineAsync($"hedgeflow: the output differs: expected digest {verify.Trim()}, got {digest}");
            return ExitCodes.VerifyMismatch;
        }

        return report.Complete && report.Pipeline.Fault is null ? ExitCodes.Success : ExitCodes.Failure;
    }

    private static RecordedFeed Open(string[] paths, bool strict)
    {
        try
        {
            // One file is in the order in which things happened: bars carry their open time and would be sorted ahead of themselves.
            bool asItStands = paths.Length == 1 && File.Exists(paths[0]);
            return RecordedFeed.Open(paths, new FeedOptions { Strict = strict, AssumeSorted = asItStands });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            string missing = paths.FirstOrDefault(path => !File.Exists(path) && !Directory.Exists(path)) ?? string.Join(' ', paths);
            throw new SettingsException($"{missing}: no such recording");
        }
    }
}
