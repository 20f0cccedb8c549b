namespace HedgeFlow.Stages.RouterMetric;

/// <summary>A map that forgets its oldest keys beyond a capacity, so that ids can be joined for a while in bounded memory.</summary>
internal sealed class RecentMap<T>(int capacity)
    where T : class, new()
{
    private readonly Dictionary<string, T> _items = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <summary>Null when the key is unknown or forgotten.</summary>
    public T? Find(string? key) => key is null ? null : _items.GetValueOrDefault(key);

    /// <summary>The value of a key, new when it is unknown.</summary>
    public T At(string key)
    {
        if (_items.TryGetValue(key, out T? item))
        {
            return item;
        }

        if (_order.Count >= Math.Max(capacity, 1))
        {
            _items.Remove(_order.Dequeue());
        }

        _order.Enqueue(key);
        return _items[key] = new T();
    }
}
