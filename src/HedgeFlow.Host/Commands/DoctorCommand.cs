using System.CommandLine;
using System.Text.Json;
using HedgeFlow.Host.Doctor;
using HedgeFlow.Host.Settings;
using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Host.Commands;

/// <summary><c>hedgeflow doctor</c>: configuration, surfaces, NAV, heartbeats and router of a desk; <c>doctor &lt;part&gt;</c>: one part. Reads only.</summary>
internal static class DoctorCommand
{
    public static Command Create(CommonOptions common)
    {
        var strict = new Option<bool>("--strict") { Description = "Exit 1 when anything is missing, stale, invalid or contradictory" };
        var json = new Option<bool>("--json") { Description = "Print JSON instead of a table" };
        var maxAge = MaxAge();
        var command = new Command("doctor", "Check the desk's files; writes nothing") { strict, json, maxAge, DoctorFirestoreCommand.Create(common), DoctorAuthCommand.Create(common) };
        command.SetAction(result => CommandContext.RunAsync(() => RunAsync(
            EngineSettings.Load(common.Read(result), replay: false),
            TimeProvider.System,
            result.GetValue(maxAge),
            result.GetValue(strict),
            result.GetValue(json),
            Console.Out)));
        return command;
    }

    internal static Option<double> MaxAge() => new("--max-age")
    {
        Description = "Seconds a surface may be old; one that is built more seldom, twice its cadence",
        DefaultValueFactory = _ => SurfaceHealth.DefaultLag,
        HelpName = "SECONDS",
    };

    internal static async Task<int> RunAsync(EngineSettings settings, TimeProvider time, double maxAge, bool strict, bool json, TextWriter output)
    {
        var check = DeskCheck.Run(settings, time.EpochSeconds(), maxAge);
        if (json)
        {
            await output.WriteLineAsync(JsonSerializer.Serialize(check, DeskCheckJson.Default.DeskCheck));
        }
        else
        {
            await DeskCheckText.WriteAsync(check, output);
        }

        return strict && !check.Ok ? ExitCodes.Failure : ExitCodes.Success;
    }
}
