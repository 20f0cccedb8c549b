using System.CommandLine;
using HedgeFlow.Adapters.Firestore;
using HedgeFlow.Host.Composition;
using HedgeFlow.Host.Settings;

namespace HedgeFlow.Host.Commands;

/// <summary><c>hedgeflow doctor firestore</c>: what the remote holds and why it may not be written. Only reads.</summary>
internal static class DoctorFirestoreCommand
{
    public static Command Create(CommonOptions common)
    {
        var command = new Command("firestore", "Documents of the remote: counts, newest write, documents of another environment");
        command.SetAction((result, stop) => CommandContext.RunAsync(() =>
            RunAsync(EngineSettings.Load(common.Read(result), replay: false), Console.Out, Console.Error, stop)));
        return command;
    }

    internal static async Task<int> RunAsync(EngineSettings settings, TextWriter output, TextWriter errors, CancellationToken stop)
    {
        string? Raw(string name) => settings.Environment.Variables.TryGetValue(name, out string? value) ? value : null;
        bool production = RemoteWriteGuard.IsProduction(settings.EnvironmentName);
        if (production && !RemoteWriteGuard.HoldsBothSwitches(Raw))
        {
            await errors.WriteLineAsync("hedgeflow: environment prod needs ALLOW_PROD_WRITE=1 and ALLOW_PROD_SYNC=1");
            return ExitCodes.ProdGuard;
        }

        using FirestoreAccess access = FirestoreAccess.Open(settings, TimeProvider.System, line => errors.WriteLine($"hedgeflow: {settings.Redactor.Line(line)}"));
        await output.WriteLineAsync($"remote       {access.Description}");
        await output.WriteLineAsync($"environment  {settings.EnvironmentName}");
        await output.WriteLineAsync($"writing      {(access.Refusal is { } refusal ? $"refused: {refusal}" : "allowed")}");
        if (!access.Client.IsRemote)
        {
            return ExitCodes.Usage;
        }

        try
        {
            RemoteCheck check = await RemoteCheck.RunAsync(access.Client, settings.EnvironmentName, stop);
            foreach ((string collection, int count) in check.Counts)
            {
                await output.WriteLineAsync($"{collection,-12} {count} document{(count == 1 ? "" : "s")}");
            }

            await output.WriteLineAsync($"newest       {check.Newest ?? "none"}");
            foreach (string path in check.Mixed)
            {
                await output.WriteLineAsync($"mixed        {settings.Redactor.Line(path)}: written by another environment or a testnet account");
            }

            return check.Mixed.Count > 0 && production ? ExitCodes.Usage : ExitCodes.Success;
        }
        catch (FirestoreException e)
        {
            await output.WriteLineAsync($"error        {e.Word}: {settings.Redactor.Line(e.Message)}");
            await output.WriteLineAsync($"remedy       {Remedy(e.Kind)}");
            return e.Kind == FirestoreErrorKind.Credentials ? ExitCodes.Usage : ExitCodes.Failure;
        }
    }

    private static string Remedy(FirestoreErrorKind kind) => kind switch
    {
        FirestoreErrorKind.Quota => "the project's quota is used up: wait for the next day, or enable billing",
        FirestoreErrorKind.Permission => "give the service account the role roles/datastore.user in this project",
        FirestoreErrorKind.Credentials => "replace the service account's key",
        FirestoreErrorKind.NotFound => "create the (default) Firestore database in this project",
        FirestoreErrorKind.Unavailable => "check the network; the mirror continues by itself",
        _ => "see the message",
    };
}
