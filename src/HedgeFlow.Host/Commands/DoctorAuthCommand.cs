using System.CommandLine;
using HedgeFlow.Host.Settings;

namespace HedgeFlow.Host.Commands;

/// <summary><c>hedgeflow doctor auth</c>: whether there are exchange credentials. Prints hints, never a part of a key, nor its length.</summary>
internal static class DoctorAuthCommand
{
    private const int ShortestSecret = 32;

    public static Command Create(CommonOptions common)
    {
        var command = new Command("auth", "Exchange credentials: present and plausible");
        command.SetAction((result, _) => CommandContext.RunAsync(() =>
        {
            EngineSettings settings = EngineSettings.Load(common.Read(result), replay: false);
            CommandContext.Warn(settings);
            return Task.FromResult(Check(settings.Environment, settings.Testnet, Console.Out));
        }));
        return command;
    }

    internal static int Check(EnvironmentReader environment, bool testnet, TextWriter output)
    {
        bool sound = true;
        foreach (string name in (ReadOnlySpan<string>)["BINANCE_API_KEY", "BINANCE_API_SECRET"])
        {
            string word = environment.Text(name) switch
            {
                null => "missing: set it in the environment or in .env",
                { Length: < ShortestSecret } => "too short to be one: copy it again in full",
                _ => "present",
            };
            sound &= word == "present";
            output.WriteLine($"{name,-20} {word}");
        }

        output.WriteLine($"{"account",-20} {(testnet ? "testnet" : "production")} (BINANCE_TESTNET)");
        if (!sound)
        {
            return ExitCodes.Usage;
        }

        output.WriteLine($"{"signed checks",-20} not made: this build has no exchange adapter; orders come from the feed");
        return ExitCodes.Success;
    }
}
