namespace HedgeFlow.Stages.Sync;

/// <summary>
/// The good and the failed cycles of the sync loop's two halves. The halves run on different threads; any thread may ask.
/// Source: services contract, sync loop.
/// </summary>
public sealed class SyncHealth
{
    private readonly Lock _gate = new();
    private SyncStatus _local = SyncStatus.Initial;
    private SyncStatus _remote = SyncStatus.Initial;

    /// <summary>The mirror on this machine.</summary>
    public SyncStatus Local
    {
        get
        {
            lock (_gate)
            {
                return _local;
            }
        }
    }

    /// <summary>The mirror elsewhere; without one, as it was at the start.</summary>
    public SyncStatus Remote
    {
        get
        {
            lock (_gate)
            {
                return _remote;
            }
        }
    }

    /// <summary>Either half failed five times in a row.</summary>
    public bool Degraded => Local.Degraded || Remote.Degraded;

    /// <summary>Word of what fails now, the local half first; null when nothing does.</summary>
    public string? Error => Local.Error ?? Remote.Error;

    /// <summary>Failed cycles of both halves since the start.</summary>
    public long Failures => Local.Failures + Remote.Failures;

    /// <param name="error">Null when the cycle went well.</param>
    /// <param name="now">Epoch seconds UTC.</param>
    public void NoteLocal(string? error, double now)
    {
        lock (_gate)
        {
            _local = error is null ? _local.Succeeded(now) : _local.Failed(error);
        }
    }

    /// <inheritdoc cref="NoteLocal"/>
    public void NoteRemote(string? error, double now)
    {
        lock (_gate)
        {
            _remote = error is null ? _remote.Succeeded(now) : _remote.Failed(error);
        }
    }
}
