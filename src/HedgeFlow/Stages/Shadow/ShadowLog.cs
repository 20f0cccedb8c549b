using System.Text.Json.Nodes;

namespace HedgeFlow.Stages.Shadow;

/// <summary>
/// The newest shadow decisions, from the shadow run to the telemetry that sums them up. Live, the reader sees what is there. In a
/// replay it sees exactly the decisions that were asked for before its frame, and waits for them: how the threads ran must not
/// show in the output. One writer thread, one reader thread. Rows are shared and never changed.
/// </summary>
/// <param name="capacity">Rows kept for the reader.</param>
/// <param name="patience">How long the reader waits for the decisions of its frame; zero = it does not wait (live).</param>
public sealed class ShadowLog(int capacity = 500, TimeSpan patience = default)
{
    private readonly object _gate = new();
    private readonly Queue<JsonObject?> _ahead = new();
    private readonly List<JsonObject> _window = [];
    private long _made;
    private long _taken;

    /// <summary>Requests handled so far, those without a record included.</summary>
    public long Made
    {
        get
        {
            lock (_gate)
            {
                return _made;
            }
        }
    }

    /// <summary>Times the reader waited in vain.</summary>
    public long Impatient { get; private set; }

    /// <summary>Rows of an earlier run, oldest first, before the first request.</summary>
    public void Seed(IEnumerable<JsonObject> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        lock (_gate)
        {
            _window.AddRange(rows);
            Trim();
        }
    }

    /// <summary>Notes a handled request with its record, if it gave one.</summary>
    public void Add(JsonObject? record)
    {
        lock (_gate)
        {
            _made++;
            _ahead.Enqueue(record);
            if (patience == TimeSpan.Zero && _ahead.Count > capacity)
            {
                // Nobody reads at the moment: only the newest will be asked for.
                _ahead.Dequeue();
                _taken++;
            }

            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Moves the reader on to the first <paramref name="requests"/> requests; true when there is a new record among them.</summary>
    public bool Take(long requests)
    {
        lock (_gate)
        {
            long upTo = patience == TimeSpan.Zero ? long.MaxValue : requests;
            if (upTo != long.MaxValue && !WaitFor(upTo))
            {
                Impatient++;
            }

            bool fresh = false;
            while (_taken < upTo && _ahead.TryDequeue(out JsonObject? record))
            {
                _taken++;
                if (record is not null)
                {
                    _window.Add(record);
                    fresh = true;
                }
            }

            Trim();
            return fresh;
        }
    }

    /// <summary>The newest rows that the reader has moved on to, oldest first; at most the capacity; 0 or less = all of them.</summary>
    public IReadOnlyList<JsonObject> Newest(int count)
    {
        lock (_gate)
        {
            int wanted = count <= 0 ? capacity : Math.Min(count, capacity);
            return wanted >= _window.Count ? [.. _window] : _window.GetRange(_window.Count - wanted, wanted);
        }
    }

    private bool WaitFor(long requests)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (_made < requests)
        {
            TimeSpan left = patience - TimeProvider.System.GetElapsedTime(start);
            if (left <= TimeSpan.Zero || !Monitor.Wait(_gate, left))
            {
                return _made >= requests;
            }
        }

        return true;
    }

    private void Trim()
    {
        // In blocks, so that a full log does not move all its rows for every new one.
        if (_window.Count > capacity + capacity / 4)
        {
            _window.RemoveRange(0, _window.Count - capacity);
        }
    }
}
