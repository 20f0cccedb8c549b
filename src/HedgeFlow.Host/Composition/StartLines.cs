using HedgeFlow.Host.Settings;

namespace HedgeFlow.Host.Composition;

/// <summary>What a live run says about itself at start: one line of switches, one of flags. Values of secrets are in neither.</summary>
internal static class StartLines
{
    public static IEnumerable<string> Of(EngineSettings settings, string source)
    {
        yield return $"[hedgeflow {settings.Version.Engine}] env={settings.EnvironmentName} dry_run={(settings.DryRun ? 1 : 0)} testnet={(settings.Testnet ? 1 : 0)} "
            + $"source={(source.StartsWith("tail:", StringComparison.Ordinal) ? "tail" : source)} orders={settings.Orders.ToString().ToLowerInvariant()} "
            + $"book={(settings.Paths.Book.Length == 0 ? "default" : settings.Paths.Book)} contract={settings.Contract}";
        yield return settings.Flags.LogLine(settings.Context);
    }
}
