using HedgeFlow.Stages.Executor;
using HedgeFlow.Storage;

namespace HedgeFlow.Host.Settings;

/// <summary>
/// Reads <c>DRY_RUN</c> again while a run goes on. The environment of the process does not change from outside; the <c>.env</c> file
/// that fills its gaps does. A file that cannot be read changes nothing; one that is gone means the default, which is dry. One thread.
/// </summary>
/// <param name="file">The <c>.env</c> file.</param>
/// <param name="dryRun">What follows the file.</param>
/// <param name="time">Clock of the checks: at most one per second, as for the configuration.</param>
/// <param name="changed">Told of the new value.</param>
internal sealed class DryRunWatch(string file, DryRunSwitch dryRun, TimeProvider time, Action<bool> changed)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private long _checked = time.GetTimestamp();
    private FileStamp? _stamp = FileStamp.Of(file);

    /// <summary>Looks at the file when the interval is over.</summary>
    public void Refresh()
    {
        if (time.GetElapsedTime(_checked) < Interval)
        {
            return;
        }

        _checked = time.GetTimestamp();
        FileStamp? stamp = FileStamp.Of(file);
        if (stamp == _stamp)
        {
            return;
        }

        bool now;
        try
        {
            now = EnvironmentReader.OfProcess(Path.GetDirectoryName(file)!).Flag("DRY_RUN", whenUnset: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return;
        }

        _stamp = stamp;
        if (now != dryRun.On)
        {
            dryRun.On = now;
            changed(now);
        }
    }
}
