namespace HedgeFlow.Serialization;

/// <summary>
/// A list of encoded values in one run of bytes: a new one is appended, old ones leave in front, and the newest are handed out as a
/// JSON list without a copy. Changes in the middle are rare and cost a copy. One thread.
/// </summary>
internal sealed class EncodedList
{
    private byte[] _bytes = new byte[1024];
    private int[] _starts = new int[64];
    private int _first;
    private int _count;
    private int _end;
    private int _opened = -1;

    public int Count => _count;

    /// <summary>Appends a value; the bytes are copied.</summary>
    public void Add(ReadOnlySpan<byte> value)
    {
        Reserve(value.Length);

        // Every value has the separator before it, the first one too: a view turns one of them into its opening bracket.
        _bytes[_end] = (byte)',';
        value.CopyTo(_bytes.AsSpan(_end + 1));
        _starts[_first + _count++] = _end;
        _end += value.Length + 1;
    }

    /// <summary>Puts a value before the one at <paramref name="index"/>.</summary>
    public void Insert(int index, ReadOnlySpan<byte> value)
    {
        byte[] added = value.ToArray();
        byte[][] tail = Tail(index);
        Add(added);
        foreach (byte[] later in tail)
        {
            Add(later);
        }
    }

    public void RemoveAt(int index)
    {
        if (index == 0)
        {
            RemoveFirst(1);
            return;
        }

        foreach (byte[] later in Tail(index).AsSpan(1))
        {
            Add(later);
        }
    }

    public void RemoveFirst(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)_count, nameof(count));
        _first += count;
        _count -= count;
    }

    /// <summary>One value.</summary>
    public ReadOnlySpan<byte> this[int index] => _bytes.AsSpan(_starts[_first + index] + 1, EndOf(index) - _starts[_first + index] - 1);

    /// <summary>The newest values as a JSON list; valid until the next change.</summary>
    public ReadOnlyMemory<byte> Newest(int count)
    {
        count = Math.Clamp(count, 0, _count);
        if (count == 0)
        {
            return "[]"u8.ToArray();
        }

        if (_opened >= 0)
        {
            _bytes[_opened] = (byte)',';
        }

        _opened = _starts[_first + _count - count];
        _bytes[_opened] = (byte)'[';
        _bytes[_end] = (byte)']';
        return _bytes.AsMemory(_opened, _end + 1 - _opened);
    }

    private int EndOf(int index) => index + 1 < _count ? _starts[_first + index + 1] : _end;

    /// <summary>Takes the values from <paramref name="index"/> on out of the list.</summary>
    private byte[][] Tail(int index)
    {
        var tail = new byte[_count - index][];
        for (int i = index; i < _count; i++)
        {
            tail[i - index] = this[i].ToArray();
        }

        if (index < _count)
        {
            _end = _starts[_first + index];
            _count = index;
            _opened = _opened < _end ? _opened : -1;
        }

        return tail;
    }

    /// <summary>Makes room for one more value, its separator and the closing bracket: by moving to the front, or into larger arrays.</summary>
    private void Reserve(int length)
    {
        int needed = length + 2;
        bool starts = _first + _count < _starts.Length;
        if (starts && _end + needed <= _bytes.Length)
        {
            return;
        }

        int from = _count > 0 ? _starts[_first] : _end;
        int used = _end - from;

        // Moving is worth it only when it frees at least half, else it would be done for every value.
        byte[] bytes = 2L * (used + needed) <= _bytes.Length ? _bytes : new byte[Math.Max(2 * _bytes.Length, 2 * (used + needed))];
        int[] places = 2 * (_count + 1) <= _starts.Length ? _starts : new int[Math.Max(2 * _starts.Length, 2 * (_count + 1))];
        _bytes.AsSpan(from, used).CopyTo(bytes);
        for (int i = 0; i < _count; i++)
        {
            places[i] = _starts[_first + i] - from;
        }

        _bytes = bytes;
        _starts = places;
        _first = 0;
        _end = used;
        _opened = _opened >= from ? _opened - from : -1;
    }
}
