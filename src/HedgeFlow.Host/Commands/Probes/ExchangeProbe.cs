using System.CommandLine;

namespace HedgeFlow.Host.Commands.Probes;

/// <summary><c>hedgeflow probe exchange</c>: there is no exchange to reach as long as facts come from a feed.</summary>
internal static class ExchangeProbe
{
    public static Command Create()
    {
        var command = new Command("exchange", "Whether the exchange answers");
        command.SetAction((_, _) =>
        {
            Console.Error.WriteLine("hedgeflow: no exchange adapter in this build: account, prices and orders come from the feed (--source stdin or tail:PATH)");
            return Task.FromResult(ExitCodes.Failure);
        });
        return command;
    }
}
