namespace HedgeFlow.Stages.Intel.Expectancy;

/// <summary>
/// The items found among the last <c>capacity</c> rows of a log. Rows that hold no item count too, as the contract limits
/// rows before any filtering. Memory is bounded by the capacity, whatever the log's length.
/// </summary>
public sealed class RowWindow<T>(int capacity)
{
    private readonly Queue<(long Row, T Item)> _items = new();
    private long _rows;

    /// <summary>Rows seen so far, from the first one of the log or of this run.</summary>
    public long Rows => _rows;

    public int Count => _items.Count;

    /// <summary>A row with an item.</summary>
    public void Add(T item)
    {
        _items.Enqueue((_rows, item));
        Skip();
    }

    /// <summary>A row without one.</summary>
    public void Skip()
    {
        _rows++;
        while (_items.TryPeek(out (long Row, T Item) oldest) && oldest.Row < _rows - capacity)
        {
            _items.Dequeue();
        }
    }

    /// <summary>The items that <paramref name="keep"/> accepts, in row order: a copy that later rows do not touch.</summary>
    public IReadOnlyList<T> Where(Func<T, bool> keep)
    {
        var kept = new List<T>(_items.Count);
        foreach ((long _, T item) in _items)
        {
            if (keep(item))
            {
                kept.Add(item);
            }
        }

        return kept;
    }
}
