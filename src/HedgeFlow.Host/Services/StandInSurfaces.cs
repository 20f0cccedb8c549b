using HedgeFlow.Host.Settings;
using HedgeFlow.State;
using HedgeFlow.Storage;

namespace HedgeFlow.Host.Services;

/// <summary>
/// Surfaces of the executor that another program writes while the executor does not run, or lets them go missing or stale.
/// One thread. Source: services contract, summary and head; state contract, file registry.
/// </summary>
internal sealed class StandInSurfaces : IDisposable
{
    private readonly BookPaths _paths;
    private readonly StateFolderReader _files;
    private readonly StatePublisher _publisher;
    private bool _failed;

    public StandInSurfaces(EngineSettings settings, Action<string> log)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _paths = settings.Paths;
        _files = new StateFolderReader(settings.Paths.State);
        _publisher = new StatePublisher(settings.Paths.State, new StatePublisherOptions
        {
            Synchronous = true,
            Durability = settings.Host.Durability == "fsync" ? Durability.Fsync : Durability.Fast,
            Redactor = settings.Redactor,
            Failed = _ => _failed = true,
            Log = log,
        });
    }

    /// <summary>The surface as it is; null when there is none.</summary>
    public SurfaceContent? Read(string file) => _files.Read(file);

    /// <summary>Whether the surface is to be written now.</summary>
    /// <param name="present">The surface as it is; null when there is none.</param>
    /// <param name="interval">Seconds after which it is stale.</param>
    /// <param name="now">Epoch seconds UTC.</param>
    public bool MayWrite(SurfaceContent? present, double interval, double now) =>
        BookLock.IsFree(_paths.LockPath(StatePrograms.Executor))
        || present is not { Valid: true } content
        || SnapshotAge.Of(content.Root, now) is not { } age
        || age > interval;

    /// <summary>Replaces the surface at once; false when the old content is still there.</summary>
    public bool Publish(in SurfaceWrite write)
    {
        _failed = false;
        _publisher.Publish(write);
        return !_failed;
    }

    public void Dispose() => _publisher.Dispose();
}
