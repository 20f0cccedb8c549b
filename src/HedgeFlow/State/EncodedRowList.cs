namespace HedgeFlow.State;

/// <summary>
/// A JSON list of encoded rows in one run of bytes that is kept from tick to tick: the rows between the first and the last that changed
/// are written anew, what is behind them moves as a whole, and the rest stays where it is. One thread.
/// </summary>
internal sealed class EncodedRowList
{
    private byte[] _bytes = "[]"u8.ToArray();
    private int[] _starts = [];
    private int _count;
    private int _length = 2;

    /// <summary>The list; valid until the next change.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _length);

    /// <summary>Takes other rows, or the same ones in another order.</summary>
    public void Replace(IReadOnlyList<EncodedPosition> rows, Part part)
    {
        _count = rows.Count;
        _starts = _starts.Length >= _count ? _starts : new int[Math.Max(16, 2 * _count)];

        // As if it had held empty rows: what is written between first and last is all of it.
        _length = 2;
        if (_count == 0)
        {
            "[]"u8.CopyTo(_bytes);
            return;
        }

        Array.Clear(_starts);
        Write(rows, part, 0, _count - 1, oldEnd: 1);
    }

    /// <summary>Writes the rows of a range anew; all others are as they were.</summary>
    public void Update(IReadOnlyList<EncodedPosition> rows, Part part, int first, int last) =>
        Write(rows, part, first, last, last + 1 < _count ? _starts[last + 1] - 1 : _length - 1);

    private void Write(IReadOnlyList<EncodedPosition> rows, Part part, int first, int last, int oldEnd)
    {
        int at = first == 0 ? 1 : _starts[first];
        int needed = last - first;
        for (int i = first; i <= last; i++)
        {
            needed += part(rows[i]).Length;
        }

        int end = at + needed;
        int tail = _length - oldEnd;
        Reserve(end + tail);
        if (end != oldEnd)
        {
            Buffer.BlockCopy(_bytes, oldEnd, _bytes, end, tail);
            for (int i = last + 1; i < _count; i++)
            {
                _starts[i] += end - oldEnd;
            }
        }

        for (int i = first; i <= last; i++)
        {
            if (i > first)
            {
                _bytes[at++] = (byte)',';
            }

            _starts[i] = at;
            ReadOnlySpan<byte> row = part(rows[i]);
            row.CopyTo(_bytes.AsSpan(at));
            at += row.Length;
        }

        _length = end + tail;
        _bytes[0] = (byte)'[';
        _bytes[_length - 1] = (byte)']';
    }

    private void Reserve(int length)
    {
        if (length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, length + length / 4));
        }
    }

    /// <summary>The part of a row that the list holds.</summary>
    public delegate ReadOnlySpan<byte> Part(EncodedPosition row);
}
