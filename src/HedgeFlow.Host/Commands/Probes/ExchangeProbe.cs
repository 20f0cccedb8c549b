using System.CommandLine;
using System.Globalization;
using HedgeFlow.Adapters.Exchange;
using HedgeFlow.Host.Settings;

namespace HedgeFlow.Host.Commands.Probes;

/// <summary><c>hedgeflow probe exchange</c>: one public ping. Needs no key and sends none.</summary>
internal static class ExchangeProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static Command Create(CommonOptions common)
    {
        var command = new Command("exchange", "Whether the exchange answers: one public ping, at most 3 s");
        command.SetAction((result, stop) => CommandContext.RunAsync(() =>
        {
            EngineSettings settings = EngineSettings.Load(common.Read(result), replay: false);
            CommandContext.Warn(settings);
            return RunAsync(settings.ExchangeBase, Patience, Console.Out, stop);
        }));
        return command;
    }

    internal static async Task<int> RunAsync(Uri address, TimeSpan patience, TextWriter output, CancellationToken stop)
    {
        using var reader = new ExchangeReader(address, patience, TimeProvider.System);
        ExchangeReply reply = await reader.GetAsync(ExchangeReader.Ping, stop);
        await output.WriteLineAsync($"exchange   {address.GetLeftPart(UriPartial.Authority)}");
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"ping       {ExchangeHints.Outcome(reply)}, {reply.Elapsed.TotalMilliseconds:0} ms"));
        if (reply.Error is { } error)
        {
            await output.WriteLineAsync($"hint       {ExchangeHints.Of(error)}");
        }

        return reply.Ok ? ExitCodes.Success : ExitCodes.Failure;
    }
}
