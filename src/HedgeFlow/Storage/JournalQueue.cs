using HedgeFlow.Dataflow;
using HedgeFlow.Domain;

namespace HedgeFlow.Storage;

/// <summary>
/// Rows of the telemetry side on their way to the journal: one thread appends them, so that a disk that stands still never
/// holds a stage. Rows that can be derived again are dropped, newest first and counted, once too many wait; facts are kept.
/// In replay the caller appends, in order. Any thread may add.
/// </summary>
public sealed class JournalQueue : IDisposable
{
    /// <summary>Rows that may wait before derived ones are dropped.</summary>
    public const int Capacity = 10_000;

    private readonly object _gate = new();
    private readonly Queue<JournalRow> _waiting = new();
    private readonly Journal _journal;
    private readonly Thread? _thread;
    private bool _appending;
    private bool _stopping;

    /// <param name="journal">Where the rows go; not disposed here.</param>
    /// <param name="synchronous">The caller appends: replay.</param>
    public JournalQueue(Journal journal, bool synchronous)
    {
        _journal = journal;
        if (!synchronous)
        {
            _thread = new Thread(Run) { IsBackground = true, Name = "telemetry-journal" };
            _thread.Start();
        }
    }

    /// <summary>Derived rows that were dropped because too many waited.</summary>
    public long Dropped { get; private set; }

    public void Add(in JournalRow row)
    {
        if (_thread is null)
        {
            _journal.Append(row);
            return;
        }

        lock (_gate)
        {
            if (_stopping || (_waiting.Count >= Capacity && !JournalCatalog.MustKeep(row.File)))
            {
                Dropped++;
                return;
            }

            _waiting.Enqueue(row);
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Waits until everything added so far has been appended; false when the time was over first.</summary>
    public bool Flush(TimeSpan timeout)
    {
        long start = TimeProvider.System.GetTimestamp();
        lock (_gate)
        {
            while (_waiting.Count > 0 || _appending)
            {
                TimeSpan left = timeout - TimeProvider.System.GetElapsedTime(start);
                if (left <= TimeSpan.Zero || !Monitor.Wait(_gate, left))
                {
                    return false;
                }
            }
        }

        return true;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _stopping = true;
            Monitor.PulseAll(_gate);
        }

        _thread?.Join(TimeSpan.FromSeconds(5));
    }

    private void Run()
    {
        _ = Niceness.TrySet(10);
        while (true)
        {
            JournalRow row;
            lock (_gate)
            {
                _appending = false;
                Monitor.PulseAll(_gate);
                while (_waiting.Count == 0)
                {
                    if (_stopping)
                    {
                        return;
                    }

                    Monitor.Wait(_gate);
                }

                row = _waiting.Dequeue();
                _appending = true;
            }

            _journal.Append(row);
        }
    }
}
