using System.Text.Json.Nodes;
using HedgeFlow.Configuration;
using HedgeFlow.Host.Composition;
using HedgeFlow.Host.Settings;
using HedgeFlow.Stages.Intel.Expectancy;
using HedgeFlow.Storage;

namespace HedgeFlow.Host.Commands.Probes;

/// <summary>What the probes read: state files as documents, the newest rows of logs, the configuration in force.</summary>
internal static class ProbeFiles
{
    /// <summary>The document of a state file. One that is missing or no JSON is nothing to build from.</summary>
    public static JsonNode? Document(EngineSettings settings, string file) =>
        new StateFolderReader(settings.Paths.StateForReaders).Read(file) is { Valid: true } content ? content.Root : null;

    /// <summary>The newest rows of a log, its older generations included.</summary>
    public static IReadOnlyList<JsonObject> Log(EngineSettings settings, string file) =>
        new JsonlTail(settings.Paths.JournalPath(file), rotated: true).Last(ExpectancyWindow.RowLimit);

    /// <summary>Says which of the files that a probe builds from are not there; null when all are.</summary>
    public static string? Missing(EngineSettings settings, params IReadOnlyList<string> files)
    {
        string[] missing = [.. files.Where(file => Document(settings, file) is null)];
        return missing.Length == 0 ? null : $"without {string.Join(", ", missing)}";
    }

    /// <exception cref="SettingsException">The configuration cannot be used; the message says why.</exception>
    public static ConfigurationSet Configuration(EngineSettings settings)
    {
        ConfigurationLoad load = ConfigurationSet.Load(
            ShippedConfiguration.Files(settings), settings.Testnet, settings.Environment.Flag("TESTNET_OVERRIDES_CONFIRM"));
        return load.Set ?? throw new SettingsException(
            string.Join('\n', load.Problems.Where(problem => problem.Severity == ConfigSeverity.Error).Select(problem => settings.Redactor.Line(problem.ToString()))));
    }
}
