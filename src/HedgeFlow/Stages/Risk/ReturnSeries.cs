namespace HedgeFlow.Stages.Risk;

/// <summary>
/// Log returns of the newest closes of one symbol in a ring. Adding a close costs the same whatever the history. Not thread-safe.
/// </summary>
public sealed class ReturnSeries(int capacity)
{
    private readonly double[] _ring = new double[Math.Max(1, capacity)];
    private int _next;
    private double _previousClose = double.NaN;
    private double _lastClose = double.NaN;
    private double _lastTs = double.NaN;
    private TailLoss _tail;
    private (int Version, double Confidence, int Newest) _tailOf = (-1, 0, 0);

    /// <summary>Returns held.</summary>
    public int Count { get; private set; }

    /// <summary>Changes whenever the returns do.</summary>
    public int Version { get; private set; }

    /// <summary>
    /// Takes the close of the bar that opened at <paramref name="ts"/>. The same bar again replaces its close; an older bar or a
    /// price that is not above zero is ignored, and false returned.
    /// </summary>
    public bool AddClose(double ts, double close)
    {
        if (!double.IsFinite(close) || close <= 0 || !double.IsFinite(ts) || ts < _lastTs)
        {
            return false;
        }

        if (ts == _lastTs)
        {
            _lastClose = close;
            if (double.IsFinite(_previousClose))
            {
                _ring[(_next + _ring.Length - 1) % _ring.Length] = Math.Log(close / _previousClose);
                Version++;
            }

            return true;
        }

        if (double.IsFinite(_lastClose))
        {
            AddReturn(Math.Log(close / _lastClose));
        }

        _previousClose = _lastClose;
        _lastClose = close;
        _lastTs = ts;
        return true;
    }

    /// <summary>Adds one log return; non-finite ones are ignored.</summary>
    public void AddReturn(double value)
    {
        if (!double.IsFinite(value))
        {
            return;
        }

        _ring[_next] = value;
        _next = (_next + 1) % _ring.Length;
        Count = Math.Min(Count + 1, _ring.Length);
        Version++;
    }

    /// <summary>Copies the newest returns, oldest of them first; the target must not be longer than <see cref="Count"/>.</summary>
    public void CopyNewest(Span<double> target)
    {
        int from = (_next - target.Length + _ring.Length) % _ring.Length;
        for (int i = 0; i < target.Length; i++)
        {
            target[i] = _ring[(from + i) % _ring.Length];
        }
    }

    /// <summary>The same series in a ring of another length; a shorter one keeps the newest returns.</summary>
    public ReturnSeries Resized(int newCapacity)
    {
        var other = new ReturnSeries(newCapacity)
        {
            _previousClose = _previousClose,
            _lastClose = _lastClose,
            _lastTs = _lastTs,
        };
        double[] kept = new double[Math.Min(Count, other._ring.Length)];
        CopyNewest(kept);
        foreach (double value in kept)
        {
            other.AddReturn(value);
        }

        other.Version = Version + 1;
        return other;
    }

    /// <summary>Tail of the newest returns; computed again only after a new close.</summary>
    public TailLoss Tail(int newest, double confidence, int minReturns)
    {
        int used = Math.Clamp(newest, 0, Count);
        if (_tailOf != (Version, confidence, used))
        {
            double[] copy = new double[used];
            CopyNewest(copy);
            _tail = TailLoss.Compute(copy, confidence, minReturns);
            _tailOf = (Version, confidence, used);
        }

        return _tail;
    }
}
