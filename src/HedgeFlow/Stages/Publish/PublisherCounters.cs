using HedgeFlow.State;

namespace HedgeFlow.Stages.Publish;

/// <summary>
/// What the publishing side lost: failed writes by file and payloads that a newer one replaced. Written by the threads that publish,
/// read by the tick; thread-safe.
/// </summary>
public sealed class PublisherCounters
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, long> _failures = new(StringComparer.Ordinal);
    private IReadOnlyDictionary<string, long>? _snapshot;
    private PublisherBlock? _block;
    private long _dropped;
    private long _failed;

    /// <summary>Payloads and frames replaced or dropped before they were written.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Surfaces that could not be built or written, so far.</summary>
    public long Failures => Interlocked.Read(ref _failed);

    /// <summary>A surface could not be built or written.</summary>
    public void WriteFailed(string file)
    {
        Interlocked.Increment(ref _failed);
        lock (_lock)
        {
            _failures[file] = _failures.GetValueOrDefault(file) + 1;
            _snapshot = null;
        }
    }

    public void AddDropped(long count) => Interlocked.Add(ref _dropped, count);

    /// <summary>The block of <c>diagnostics.json</c>.</summary>
    public PublisherBlock Block(long quarantined)
    {
        lock (_lock)
        {
            _snapshot ??= new OrderedDictionary<string, long>(_failures, StringComparer.Ordinal);
            long dropped = Dropped;
            if (_block is null || !ReferenceEquals(_block.StateWriteFailures, _snapshot) || _block.PositionsQuarantined != quarantined || _block.QueueDropped != dropped)
            {
                _block = new PublisherBlock { StateWriteFailures = _snapshot, PositionsQuarantined = quarantined, QueueDropped = dropped };
            }

            return _block;
        }
    }
}
