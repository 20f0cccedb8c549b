using System.Buffers;
using System.Runtime.CompilerServices;

namespace HedgeFlow.Domain;

/// <summary>
/// A list over a pooled array that keeps its array when cleared, so that a reused message allocates nothing.
/// Single owner; not thread-safe. <see cref="Dispose"/> gives the array back once, however often it is called.
/// </summary>
public sealed class PooledList<T> : IDisposable
{
    private T[] _items = [];
    private int _count;

    public int Count => _count;

    public ReadOnlySpan<T> Span => _items.AsSpan(0, _count);

    public ref T this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)_count, nameof(index));
            return ref _items[index];
        }
    }

    public void Add(in T item)
    {
        if (_count == _items.Length)
        {
            Grow(_count + 1);
        }

        _items[_count++] = item;
    }

    /// <summary>Adds a slot and hands it out to be filled in place; its old content is whatever was there.</summary>
    public ref T AddSlot()
    {
        if (_count == _items.Length)
        {
            Grow(_count + 1);
        }

        return ref _items[_count++];
    }

    public void AddRange(ReadOnlySpan<T> items)
    {
        if (_count + items.Length > _items.Length)
        {
            Grow(_count + items.Length);
        }

        items.CopyTo(_items.AsSpan(_count));
        _count += items.Length;
    }

    public void RemoveLast() => _count--;

    public void Clear()
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            Array.Clear(_items, 0, _count);
        }

        _count = 0;
    }

    public void Dispose()
    {
        T[] items = Interlocked.Exchange(ref _items, []);
        _count = 0;
        if (items.Length > 0)
        {
            ArrayPool<T>.Shared.Return(items, RuntimeHelpers.IsReferenceOrContainsReferences<T>());
        }
    }

    private void Grow(int needed)
    {
        T[] larger = ArrayPool<T>.Shared.Rent(Math.Max(needed, Math.Max(8, _items.Length * 2)));
        Array.Copy(_items, larger, _count);
        T[] old = _items;
        _items = larger;
        if (old.Length > 0)
        {
            ArrayPool<T>.Shared.Return(old, RuntimeHelpers.IsReferenceOrContainsReferences<T>());
        }
    }
}
