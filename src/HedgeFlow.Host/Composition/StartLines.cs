using HedgeFlow.Adapters.Firestore;
using HedgeFlow.Host.Settings;
using HedgeFlow.Stages.Executor;

namespace HedgeFlow.Host.Composition;

/// <summary>What a live run says about itself at start: one line of switches, one of flags. Values of secrets are in neither.</summary>
internal static class StartLines
{
    public static IEnumerable<string> Of(EngineSettings settings, string source)
    {
        string from = source.StartsWith("tail:", StringComparison.Ordinal) ? "tail" : source;
        bool stopped = settings is { Orders: OrderMode.Paper, DryRunSwitch.On: true };
        yield return $"[hedgeflow {settings.Version.Engine}] env={settings.EnvironmentName} dry_run={(settings.DryRun ? 1 : 0)} testnet={(settings.Testnet ? 1 : 0)} "
            + $"base={settings.ExchangeBase.GetLeftPart(UriPartial.Authority)} firestore={(RemoteIsOpen(settings) ? "on" : "off")} "
            + $"source={from} orders={(stopped ? "none" : settings.Orders.ToString().ToLowerInvariant())} "
            + $"book={(settings.Paths.Book.Length == 0 ? "default" : settings.Paths.Book)} contract={settings.Contract}";
        yield return settings.Flags.LogLine(settings.Context);
    }

    /// <summary>Whether sync, started with the same settings, would write the remote.</summary>
    private static bool RemoteIsOpen(EngineSettings settings)
    {
        EnvironmentReader environment = settings.Environment;
        return RemoteWriteGuard.Refusal(settings.EnvironmentName, name => environment.Variables.GetValueOrDefault(name)) is null
            && (environment.Text("FIRESTORE_EMULATOR_HOST") is not null
                || (!settings.Once && FirestoreCredentials.Find(environment.Text, Path.Combine(settings.ConfigDirectory, FirestoreAccess.CredentialFile), out _) is not null));
    }
}
