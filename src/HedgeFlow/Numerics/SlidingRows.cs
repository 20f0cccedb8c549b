namespace HedgeFlow.Numerics;

/// <summary>
/// The last rows of a log, at most so many, of which those older than a moving cutoff have left: a tail and a time
/// window at once. Rows come in any order of time; undated ones (NaN) leave only with the tail. O(log n) a row.
/// Whoever owns it hears of every row that leaves. The cutoff never moves back. Single-threaded.
/// </summary>
public sealed class SlidingRows<T>
{
    private readonly int _capacity;
    private readonly Action<T> _left;
    private readonly PriorityQueue<long, double> _byTime = new();
    private Slot[] _ring = [];
    private long _first;
    private long _next;
    private double _cutoff = double.NegativeInfinity;

    /// <param name="maxRows">Length of the tail; rows beyond the cutoff count too. Not above 0 = nothing is kept.</param>
    /// <param name="left">Called once for each row that was in and is no longer.</param>
    public SlidingRows(int maxRows, Action<T> left)
    {
        ArgumentNullException.ThrowIfNull(left);
        _capacity = maxRows;
        _left = left;
    }

    /// <summary>Rows that are in.</summary>
    public int Count { get; private set; }

    /// <summary>Takes the next row of the log; false when it is too old to be in. Its place in the tail is taken all the same.</summary>
    public bool Add(T row, double ts)
    {
        if (_capacity <= 0)
        {
            return false;
        }

        bool isIn = double.IsNaN(ts) || ts >= _cutoff;
        Put(row, ts, isIn);
        if (isIn)
        {
            Count++;
            if (!double.IsNaN(ts))
            {
                _byTime.Enqueue(_next - 1, ts);
                Compact();
            }
        }

        return isIn;
    }

    /// <summary>The next row of the log is none that counts; its place in the tail is taken.</summary>
    public void Skip()
    {
        if (_capacity > 0)
        {
            Put(default!, double.NaN, isIn: false);
        }
    }

    /// <summary>Lets go of every dated row before <paramref name="cutoff"/>.</summary>
    public void Advance(double cutoff)
    {
        _cutoff = Math.Max(_cutoff, cutoff);
        while (_byTime.TryPeek(out long number, out double ts) && ts < _cutoff)
        {
            _byTime.Dequeue();
            if (number >= _first)
            {
                Leave(ref SlotOf(number));
            }
        }
    }

    private void Put(T row, double ts, bool isIn)
    {
        if (_next - _first == _capacity)
        {
            Leave(ref SlotOf(_first++));
        }

        Grow();
        SlotOf(_next++) = new Slot { Row = row, Ts = ts, IsIn = isIn };
    }

    private void Leave(ref Slot slot)
    {
        if (slot.IsIn)
        {
            slot.IsIn = false;
            Count--;
            T row = slot.Row;
            slot.Row = default!;
            _left(row);
        }
    }

    private ref Slot SlotOf(long number) => ref _ring[number % _ring.Length];

    private void Grow()
    {
        if (_next - _first < _ring.Length)
        {
            return;
        }

        Slot[] old = _ring;
        var larger = new Slot[(int)Math.Min(Math.Max(16, old.Length * 2L), _capacity)];
        for (long number = _first; number < _next; number++)
        {
            larger[number % larger.Length] = old[number % old.Length];
        }

        _ring = larger;
    }

    /// <summary>Rows that left with the tail stay in the time order until it is mostly made of them.</summary>
    private void Compact()
    {
        if (_byTime.Count <= 2 * Count + 64)
        {
            return;
        }

        _byTime.Clear();
        for (long number = _first; number < _next; number++)
        {
            ref readonly Slot slot = ref SlotOf(number);
            if (slot.IsIn && !double.IsNaN(slot.Ts))
            {
                _byTime.Enqueue(number, slot.Ts);
            }
        }
    }

    private struct Slot
    {
        public T Row;
        public double Ts;
        public bool IsIn;
    }
}
