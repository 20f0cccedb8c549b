using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using HedgeFlow.Adapters.Exchange;
using HedgeFlow.Host.Settings;
using HedgeFlow.Serialization;

namespace HedgeFlow.Host.Commands;

/// <summary>
/// <c>hedgeflow doctor auth</c>: whether the exchange takes the credentials, by signed calls that only read. Prints HTTP codes and
/// hints, never a part of a key, nor its length, nor what the exchange says about the account.
/// </summary>
internal static class DoctorAuthCommand
{
    private const string Key = "BINANCE_API_KEY";
    private const string Secret = "BINANCE_API_SECRET";
    private const int ShortestSecret = 32;
    private const long LargestOffset = 1000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static Command Create(CommonOptions common)
    {
        var command = new Command("auth", "Whether the exchange takes the credentials: signed calls that only read");
        command.SetAction((result, stop) => CommandContext.RunAsync(() =>
        {
            EngineSettings settings = EngineSettings.Load(common.Read(result), replay: false);
            CommandContext.Warn(settings);
            return RunAsync(settings, Patience, Console.Out, stop);
        }));
        return command;
    }

    internal static async Task<int> RunAsync(EngineSettings settings, TimeSpan patience, TextWriter output, CancellationToken stop)
    {
        string? key = settings.Environment.Text(Key), secret = settings.Environment.Text(Secret);
        string keyWord = key is null ? "missing: set it in the environment or in .env" : "present";
        string secretWord = secret switch
        {
            null => "missing: set it in the environment or in .env",
            { Length: < ShortestSecret } => "too short to be one: copy it again in full",
            _ => "present",
        };
        Uri address = settings.ExchangeBase;
        await Row(output, Key, keyWord);
        await Row(output, Secret, secretWord);
        await Row(output, "account", $"{(settings.Testnet ? "testnet" : "production")} (BINANCE_TESTNET)");
        await Row(output, "exchange", address.GetLeftPart(UriPartial.Authority));
        if (key is null || secret is null || secretWord != "present")
        {
            return ExitCodes.Usage;
        }

        using var reader = new ExchangeReader(address, patience, TimeProvider.System);
        ExchangeReply time = await reader.SetClockAsync(stop);
        await Show(output, ExchangeReader.Time, time);
        if (!time.Ok)
        {
            return ExitCodes.Failure;
        }

        if (Math.Abs(reader.ClockOffset) > LargestOffset)
        {
            await Row(output, "hint", string.Create(CultureInfo.InvariantCulture, $"the clock is {Math.Abs(reader.ClockOffset) / 1e3:0.0} s off: synchronise it"));
        }

        ExchangeReply account = await reader.GetSignedAsync(ExchangeReader.Account, key, secret, stop);
        await Show(output, ExchangeReader.Account, account);
        ExchangeReply mode = await reader.GetSignedAsync(ExchangeReader.HedgeMode, key, secret, stop);
        await Show(output, ExchangeReader.HedgeMode, mode);
        if (mode.Ok && Coerce.Boolean((mode.Body as JsonObject)?["dualSidePosition"]) == false)
        {
            await Row(output, "hint", "the account is in one-way mode: LONG and SHORT legs need hedge mode");
        }

        ExchangeReply[] signed = [account, mode];
        return signed.All(reply => reply.Ok) ? ExitCodes.Success
            : signed.Any(reply => reply.Error?.Category == "auth") ? ExitCodes.Usage
            : ExitCodes.Failure;
    }

    private static async Task Show(TextWriter output, string path, ExchangeReply reply)
    {
        await Row(output, path, ExchangeHints.Outcome(reply));
        if (reply.Error is { } error)
        {
            await Row(output, "hint", ExchangeHints.Of(error));
        }
    }

    private static Task Row(TextWriter output, string name, string text) => output.WriteLineAsync($"{name,-26} {text}");
}
