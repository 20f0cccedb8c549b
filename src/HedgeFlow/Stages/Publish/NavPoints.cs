namespace HedgeFlow.Stages.Publish;

/// <summary>The newest points that nobody has read yet, at most as many as the log keeps.</summary>
internal sealed class NavPoints(int limit)
{
    private readonly int _limit = Math.Max(1, limit);
    private NavPoint[] _ring = [];
    private int _first;

    public int Count { get; private set; }

    /// <summary>How many older points were given up since the last <see cref="Clear"/>.</summary>
    public long Forgotten { get; private set; }

    /// <summary>By age, the oldest first.</summary>
    public NavPoint this[int index] => _ring[(_first + index) % _ring.Length];

    public void Add(in NavPoint point)
    {
        if (Count == _limit)
        {
            Forgotten++;
            _ring[_first] = point;
            _first = (_first + 1) % _ring.Length;
            return;
        }

        if (Count == _ring.Length)
        {
            var larger = new NavPoint[Math.Min(_limit, Math.Max(16, 2 * Count))];
            for (int i = 0; i < Count; i++)
            {
                larger[i] = this[i];
            }

            (_ring, _first) = (larger, 0);
        }

        _ring[(_first + Count++) % _ring.Length] = point;
    }

    public void Clear()
    {
        _first = 0;
        Count = 0;
        Forgotten = 0;
    }
}
