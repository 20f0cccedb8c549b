namespace HedgeFlow.Feed;

/// <summary>
/// The clock of a replay: it stands still until a record moves it, and never runs back. Timers fire inside
/// <see cref="AdvanceTo"/>, on its thread, in the order in which they are due. Reading it is safe from any thread.
/// </summary>
public sealed class FeedClock : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<FeedTimer> _timers = [];
    private double _now;
    private long _ticks = DateTimeOffset.UnixEpoch.UtcTicks;
    private long _order;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>Time of the newest record, epoch seconds, exactly as it stood there; 0 before the first.</summary>
    public double Now => Volatile.Read(ref _now);

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    /// <summary>Moves to a record's time; earlier times and times outside years 1 to 9999 leave the clock where it is.</summary>
    public void AdvanceTo(double epochSeconds)
    {
        if (!(epochSeconds > _now) || epochSeconds >= 253402300799.0)
        {
            return;
        }

        long target = DateTimeOffset.UnixEpoch.UtcTicks + (long)Math.Round(epochSeconds * TimeSpan.TicksPerSecond);
        while (NextDue(target) is { } timer)
        {
            long due = timer.Due!.Value;
            if (due > _ticks)
            {
                Interlocked.Exchange(ref _ticks, due);
                Volatile.Write(ref _now, (due - DateTimeOffset.UnixEpoch.UtcTicks) / (double)TimeSpan.TicksPerSecond);
            }

            timer.Fire();
        }

        Interlocked.Exchange(ref _ticks, target);
        Volatile.Write(ref _now, epochSeconds);
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new FeedTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private FeedTimer? NextDue(long target)
    {
        lock (_lock)
        {
            FeedTimer? next = null;
            foreach (FeedTimer timer in _timers)
            {
                if (timer.Due <= target && (next is null || timer.Due < next.Due || (timer.Due == next.Due && timer.Order < next.Order)))
                {
                    next = timer;
                }
            }

            return next;
        }
    }

    private sealed class FeedTimer(FeedClock clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period;

        public long? Due { get; private set; }

        public long Order { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._lock)
            {
                clock._timers.Remove(this);
                _period = period;
                Due = dueTime < TimeSpan.Zero ? null : clock._ticks + dueTime.Ticks;
                if (Due is not null)
                {
                    Order = clock._order++;
                    clock._timers.Add(this);
                }
            }

            return true;
        }

        public void Fire()
        {
            lock (clock._lock)
            {
                if (_period > TimeSpan.Zero)
                {
                    Due += _period.Ticks;
                }
                else
                {
                    Due = null;
                    clock._timers.Remove(this);
                }
            }

            callback(state);
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
