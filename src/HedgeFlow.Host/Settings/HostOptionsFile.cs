using System.Text.Json.Nodes;
using HedgeFlow.Configuration;
using HedgeFlow.Serialization;
using Microsoft.Extensions.Configuration;

namespace HedgeFlow.Host.Settings;

/// <summary><c>hedgeflow.json</c> with everything that is wrong in it, each problem at its place.</summary>
internal static class HostOptionsFile
{
    private const string Block = "hedgeflow";

    private static readonly ConfigSchema Options = new(
    [
        new("loopSleepSeconds", ConfigKey.Number),
        new("durability", ConfigKey.Text),
        new("navFreshSeconds", ConfigKey.Number),
        new("navLogMaxPoints", ConfigKey.Number),
        new("mirrorLegacySyncedState", ConfigKey.Flag),
        new("mirrorRouterMetrics", ConfigKey.Flag),
        new("jsonlMaxBytes", ConfigKey.Amount),
        new("jsonlBackups", ConfigKey.Amount),
        new("telemetryCapacity", ConfigKey.Number),
        new("journalSoftLimitBytes", ConfigKey.Amount),
        new("journalHardLimitBytes", ConfigKey.Amount),
        new("drainSeconds", ConfigKey.Number),
    ]);

    private static readonly ConfigSchema Root = new([new(Block, ConfigKey.Block(Options))]);

    /// <summary>Adds every problem of the file; a missing file is none.</summary>
    public static void Check(string path, List<ConfigProblem> problems)
    {
        ConfigDocument document = ConfigDocument.Read(path, problems);
        if (!document.Readable)
        {
            return;
        }

        int before = problems.Count;
        ConfigNormalizer.Normalize(document, document.Root, "", Root, problems);
        if (problems.Skip(before).Any(problem => problem.Severity == ConfigSeverity.Error))
        {
            return;
        }

        try
        {
            IConfigurationRoot configuration = new ConfigurationBuilder().AddJsonFile(Path.GetFullPath(path)).Build();
            HostOptions options = configuration.GetSection(Block).Get<HostOptions>() ?? new HostOptions();
            foreach (HostOptionProblem problem in options.Problems())
            {
                document.Report(problems, $"{Block}.{problem.Key}", ((document.Root as JsonObject)?[Block] as JsonObject)?[problem.Key], "out of its range", problem.Remedy);
            }
        }
        catch (Exception e) when (e is FormatException or InvalidDataException or InvalidOperationException)
        {
            problems.Add(new ConfigProblem(path, 0, 0, Block, null, Redactor.Exception(e), "write a value of the kind that the key wants"));
        }
    }
}
