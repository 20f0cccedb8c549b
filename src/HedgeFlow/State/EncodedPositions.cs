using HedgeFlow.Domain;
using HedgeFlow.Serialization;

namespace HedgeFlow.State;

/// <summary>
/// The open positions as the two lists of rows that the surfaces share, kept encoded from tick to tick: what did not change is neither
/// formatted nor searched for secrets again, and nothing is encoded for a tick that nobody writes. One thread.
/// Source: state contract, position rows.
/// </summary>
public sealed class EncodedPositions : IDisposable
{
    private readonly Redactor _redactor;
    private readonly PooledList<PositionRow> _rows = new();
    private readonly EncodedRowList _items = new();
    private readonly EncodedRowList _canonical = new();
    private readonly Dictionary<PositionKey, EncodedPosition> _known = [];
    private List<EncodedPosition> _encoded = [];
    private List<EncodedPosition> _spare = [];
    private double _tickTs;
    private bool _stale = true;

    public EncodedPositions(Redactor redactor)
    {
        _redactor = redactor;
        Items = new RawJson(new Source(this, _items));
        Canonical = new RawJson(new Source(this, _canonical));
    }

    /// <summary>List of <see cref="PositionItem"/>.</summary>
    public RawJson Items { get; }

    /// <summary>List of <see cref="CanonicalPosition"/>.</summary>
    public RawJson Canonical { get; }

    /// <summary>Takes the rows of a tick; they are copied.</summary>
    public void Take(ReadOnlySpan<PositionRow> rows, double tickTs)
    {
        _rows.Clear();
        _rows.AddRange(rows);
        _tickTs = tickTs;
        _stale = true;
    }

    public void Dispose() => _rows.Dispose();

    private void Refresh()
    {
        if (!_stale)
        {
            return;
        }

        bool others = Align();
        int first = -1;
        int last = -1;
        for (int i = 0; i < _encoded.Count; i++)
        {
            if (_encoded[i].Update(_rows[i], _tickTs, _redactor))
            {
                first = first < 0 ? i : first;
                last = i;
            }
        }

        if (others)
        {
            _items.Replace(_encoded, static row => row.Item);
            _canonical.Replace(_encoded, static row => row.Canonical);
        }
        else if (first >= 0)
        {
            _items.Update(_encoded, static row => row.Item, first, last);
            _canonical.Update(_encoded, static row => row.Canonical, first, last);
        }

        _stale = false;
    }

    /// <summary>Brings the encoded rows into the order of the tick's; true when any came, went or moved.</summary>
    private bool Align()
    {
        int same = 0;
        while (same < _rows.Count && same < _encoded.Count && _encoded[same].Is(_rows[same]))
        {
            same++;
        }

        if (same == _rows.Count && same == _encoded.Count)
        {
            return false;
        }

        _spare.Clear();
        for (int i = same; i < _encoded.Count; i++)
        {
            _known[KeyOf(_encoded[i].Row)] = _encoded[i];
        }

        for (int i = 0; i < _rows.Count; i++)
        {
            ref PositionRow row = ref _rows[i];
            _spare.Add(i < same ? _encoded[i] : _known.Remove(KeyOf(row), out EncodedPosition? known) && known.Is(row) ? known : new EncodedPosition(row, _redactor));
        }

        _known.Clear();
        (_encoded, _spare) = (_spare, _encoded);
        _spare.Clear();
        return true;
    }

    private static PositionKey KeyOf(in PositionRow row) => new(row.Symbol, row.Side);

    private sealed class Source(EncodedPositions owner, EncodedRowList rows) : IJsonSource
    {
        public ReadOnlyMemory<byte> Encoded()
        {
            owner.Refresh();
            return rows.Written;
        }
    }
}
