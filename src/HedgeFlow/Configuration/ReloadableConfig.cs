using HedgeFlow.Storage;

namespace HedgeFlow.Configuration;

/// <summary>
/// The configuration in force, read again between ticks when a file changed. A change that does not load is counted and reported;
/// the last good configuration stays. Any thread may read <see cref="Current"/>; one thread calls <see cref="Refresh"/>.
/// </summary>
public sealed class ReloadableConfig
{
    private readonly ConfigurationFiles _files;
    private readonly bool _testnet;
    private readonly bool _confirm;
    private readonly TimeProvider _time;
    private readonly TimeSpan _interval;
    private FileStamp?[] _stamps;
    private long _lastCheck;
    private volatile ConfigurationSet _current;
    private volatile IReadOnlyList<ConfigProblem> _problems;

    /// <param name="files">Where the files are.</param>
    /// <param name="testnet">The engine trades on a testnet.</param>
    /// <param name="confirmTestnetOverrides">The environment confirms the testnet overrides.</param>
    /// <param name="time">Clock of the checks.</param>
    /// <param name="interval">Shortest time between two checks; default one second.</param>
    public ReloadableConfig(ConfigurationFiles files, bool testnet, bool confirmTestnetOverrides, TimeProvider time, TimeSpan? interval = null)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(time);
        _files = files;
        _testnet = testnet;
        _confirm = confirmTestnetOverrides;
        _time = time;
        _interval = interval ?? TimeSpan.FromSeconds(1);
        _stamps = Stamps();
        _lastCheck = time.GetTimestamp();
        ConfigurationLoad load = ConfigurationSet.Load(files, testnet, confirmTestnetOverrides);
        _problems = load.Problems;
        // Without a good configuration ever, nothing is limited and the risk mode says HALTED.
        _current = load.Set ?? ConfigurationSet.Empty with { Limits = RiskLimits.Failed };
    }

    public ConfigurationSet Current => _current;

    /// <summary>Problems of the newest attempt to load, warnings included.</summary>
    public IReadOnlyList<ConfigProblem> Problems => _problems;

    /// <summary>Changes that were taken.</summary>
    public long Reloads { get; private set; }

    /// <summary>Changes that did not load.</summary>
    public long Failures { get; private set; }

    /// <summary>Looks at the files when the interval is over; true when another configuration is in force now.</summary>
    public bool Refresh()
    {
        if (_time.GetElapsedTime(_lastCheck) < _interval)
        {
            return false;
        }

        _lastCheck = _time.GetTimestamp();
        FileStamp?[] stamps = Stamps();
        if (stamps.AsSpan().SequenceEqual(_stamps))
        {
            return false;
        }

        _stamps = stamps;
        ConfigurationLoad load;
        try
        {
            load = ConfigurationSet.Load(_files, _testnet, _confirm);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Failures++;
            return false;
        }

        _problems = load.Problems;
        if (load.Set is null)
        {
            Failures++;
            return false;
        }

        _current = load.Set;
        Reloads++;
        return true;
    }

    private FileStamp?[] Stamps() => [.. _files.All.Select(FileStamp.Of)];
}
