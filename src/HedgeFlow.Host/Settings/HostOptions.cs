using System.Globalization;

namespace HedgeFlow.Host.Settings;

/// <summary>
/// <c>config/hedgeflow.json</c>: differences from the defaults below. Environment variables of the contract win over the file.
/// </summary>
internal sealed class HostOptions
{
    /// <summary>Seconds between ticks of a live loop, and the cadence of the per-tick files. Range 0–3600, default 1; LOOP_SLEEP wins.</summary>
    public double LoopSleepSeconds { get; set; } = 1;

    /// <summary><c>fast</c> (default) or <c>fsync</c>: whether a state file survives a power cut.</summary>
    public string Durability { get; set; } = "fast";

    /// <summary>Age in seconds from which NAV counts as stale in telemetry. Above 0, default 3600.</summary>
    public double NavFreshSeconds { get; set; } = 3600;

    /// <summary>Newest NAV points kept in <c>nav_log.json</c>. Range 1–100000, default 720; NAV_LOG_MAX_POINTS wins.</summary>
    public int NavLogMaxPoints { get; set; } = 720;

    /// <summary>Whether <c>synced_state.json</c> is also written to its older place in the log folder. Default on.</summary>
    public bool MirrorLegacySyncedState { get; set; } = true;

    /// <summary>Whether the trading file of metrics is mirrored as <c>router_metrics.jsonl</c>. Default on.</summary>
    public bool MirrorRouterMetrics { get; set; } = true;

    /// <summary>Bytes at which a JSONL file rotates. Default 10,000,000; 0 = never.</summary>
    public long JsonlMaxBytes { get; set; } = 10_000_000;

    /// <summary>Plain generations kept beside a JSONL file, one more as gzip. Default 5.</summary>
    public int JsonlBackups { get; set; } = 5;

    /// <summary>Frames between the stages behind the executor. Range 1–1024, default 16.</summary>
    public int TelemetryCapacity { get; set; } = 16;

    /// <summary>Bytes of journal lines waiting to be appended from which derived lines are dropped. Default 8 MiB.</summary>
    public long JournalSoftLimitBytes { get; set; } = 8 << 20;

    /// <summary>Bytes from which the <c>journal_saturated</c> alarm is raised and new intents are refused. Default 32 MiB.</summary>
    public long JournalHardLimitBytes { get; set; } = 32 << 20;

    /// <summary>Seconds a stopping host waits for its queues. Default 10.</summary>
    public double DrainSeconds { get; set; } = 10;

    /// <summary>Every value out of its range, with the key, the value and the remedy.</summary>
    public IEnumerable<HostOptionProblem> Problems()
    {
        if (!(LoopSleepSeconds is >= 0 and <= 3600))
        {
            yield return new("loopSleepSeconds", Text(LoopSleepSeconds), "give 0 to 3600 seconds");
        }

        if (Durability is not ("fast" or "fsync"))
        {
            yield return new("durability", Durability, "give \"fast\" or \"fsync\"");
        }

        if (!(NavFreshSeconds > 0))
        {
            yield return new("navFreshSeconds", Text(NavFreshSeconds), "give a number above 0");
        }

        if (NavLogMaxPoints is < 1 or > 100_000)
        {
            yield return new("navLogMaxPoints", Text(NavLogMaxPoints), "give 1 to 100000");
        }

        if (TelemetryCapacity is < 1 or > 1024)
        {
            yield return new("telemetryCapacity", Text(TelemetryCapacity), "give 1 to 1024");
        }

        if (JournalSoftLimitBytes < 1 << 16 || JournalHardLimitBytes < JournalSoftLimitBytes)
        {
            yield return new("journalSoftLimitBytes", Text(JournalSoftLimitBytes), $"give at least 65536, and a hard limit (now {JournalHardLimitBytes}) not below it");
        }

        if (!(DrainSeconds is > 0 and <= 600))
        {
            yield return new("drainSeconds", Text(DrainSeconds), "give a number above 0, at most 600");
        }
    }

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
