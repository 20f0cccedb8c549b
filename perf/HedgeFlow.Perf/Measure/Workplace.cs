using HedgeFlow.Host.Commands;
using HedgeFlow.Host.Settings;
using HedgeFlow.Stages.Executor;

namespace HedgeFlow.Perf.Measure;

/// <summary>A folder for one measurement, removed behind it, and settings that point there.</summary>
internal sealed class Workplace : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hedgeflow-perf-");

    public static string Repository { get; } = Find();

    public string Root => _folder.FullName;

    public EngineSettings Settings(bool replay) =>
        EngineSettings.Load(new CommonValues(Path.Combine(Repository, "config", "hedgeflow.json"), Path.Combine(Root, "logs"), null, "superset"), replay) with
        {
            Orders = OrderMode.None,
            LoopSleepSeconds = 0,
        };

    public void Dispose() => _folder.Delete(recursive: true);

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "HedgeFlow.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("HedgeFlow.sln not found above the program");
    }
}
