using HedgeFlow.Domain;
using HedgeFlow.Serialization;

namespace HedgeFlow.State;

/// <summary>
/// One open position as the text of its rows in <c>positions.json</c> and <c>positions_state.json</c>: each of its numbers is
/// formatted once when it changes, whichever and however many members show it.
/// </summary>
internal sealed class EncodedPosition : IRowFields
{
    private const int Symbol = 0;
    private const int Side = 1;
    private const int ExchangeSide = 2;
    private const int Ts = 3;
    private const int Qty = 4;
    private const int Entry = 5;
    private const int Mark = 6;
    private const int Pnl = 7;
    private const int Unrealized = 8;
    private const int Realized = 9;
    private const int Leverage = 10;
    private const int Notional = 11;

    private static readonly Dictionary<string, int> Fields = new(StringComparer.Ordinal)
    {
        ["symbol"] = Symbol,
        ["side"] = Side,
        ["positionSide"] = ExchangeSide,
        ["ts"] = Ts,
        ["qty"] = Qty,
        ["entry_price"] = Entry,
        ["entryPrice"] = Entry,
        ["mark_price"] = Mark,
        ["markPrice"] = Mark,
        ["pnl"] = Pnl,
        ["unrealized_pnl"] = Unrealized,
        ["unrealized"] = Unrealized,
        ["realized_pnl"] = Realized,
        ["leverage"] = Leverage,
        ["notional"] = Notional,
    };

    private static readonly RowTemplate ItemTemplate = new(PositionsStateJson.Default.PositionItem, Fields);
    private static readonly RowTemplate CanonicalTemplate = new(PositionsStateStateJson.Default.CanonicalPosition, Fields);

    private readonly PositionRow _row;
    private readonly byte[] _symbol;
    private readonly byte[] _side;
    private readonly byte[] _exchangeSide;
    private readonly NumberText[] _numbers = new NumberText[Notional + 1];
    private PositionRow _newest;
    private TimeText _ts;
    private TimeText _tick;
    private byte[] _item = [];
    private byte[] _canonical = [];
    private int _itemLength;
    private int _canonicalLength;

    public EncodedPosition(in PositionRow row, Redactor redactor)
    {
        _row = row;
        _symbol = RowTemplate.Quoted(redactor.Text(row.Symbol));
        _side = RowTemplate.Quoted(redactor.Text(PositionKey.Word(row.Side)));
        _exchangeSide = RowTemplate.Quoted(redactor.Text(row.ExchangeSide));
    }

    /// <summary>The row that the position came with first: its words stay.</summary>
    public ref readonly PositionRow Row => ref _row;

    public ReadOnlySpan<byte> Item => _item.AsSpan(0, _itemLength);

    public ReadOnlySpan<byte> Canonical => _canonical.AsSpan(0, _canonicalLength);

    /// <summary>True when the row is of this position, with the same words.</summary>
    public bool Is(in PositionRow row) => _row.Side == row.Side && _row.Symbol == row.Symbol && _row.ExchangeSide == row.ExchangeSide;

    /// <summary>Takes the row of a tick; false when every member stays as it was.</summary>
    /// <param name="row">Of this position.</param>
    /// <param name="tickTs">Stands in for a row time that has no ISO form.</param>
    /// <param name="redactor">Takes secrets out.</param>
    public bool Update(in PositionRow row, double tickTs, Redactor redactor)
    {
        if (_itemLength > 0 && !_ts.Text.IsEmpty && Same(row, _newest))
        {
            return false;
        }

        _newest = row;
        bool changed = _numbers[Qty].Set(row.Qty);
        changed |= _numbers[Entry].Set(row.Entry);
        changed |= _numbers[Mark].Set(row.Mark);
        changed |= _numbers[Pnl].Set(row.Pnl);
        changed |= SetUnrealized(row);
        changed |= _numbers[Realized].Set(row.Realized);
        changed |= _numbers[Leverage].Set(row.Leverage);
        changed |= _numbers[Notional].Set(row.Notional);
        if (!_ts.Is(row.Ts))
        {
            _ts.Set(row.Ts, redactor);
            changed = true;
        }

        if (_ts.Text.IsEmpty && !_tick.Is(tickTs))
        {
            _tick.Set(tickTs, redactor);
            changed = true;
        }

        if (changed)
        {
            Compose(ItemTemplate, ref _item, out _itemLength);
            Compose(CanonicalTemplate, ref _canonical, out _canonicalLength);
        }

        return changed;
    }

    public ReadOnlySpan<byte> Value(int field) => field switch
    {
        Symbol => _symbol,
        Side => _side,
        ExchangeSide => _exchangeSide,
        Ts => !_ts.Text.IsEmpty ? _ts.Text : !_tick.Text.IsEmpty ? _tick.Text : "\"\""u8,
        _ => _numbers[field].Text,
    };

    /// <summary>Bit by bit: what is not finite is the same only as itself.</summary>
    private static bool Same(in PositionRow a, in PositionRow b) =>
        Bits(a.Mark) == Bits(b.Mark) && Bits(a.Ts) == Bits(b.Ts) && Bits(a.Qty) == Bits(b.Qty) && Bits(a.Entry) == Bits(b.Entry)
        && Bits(a.Pnl) == Bits(b.Pnl) && Bits(a.Unrealized) == Bits(b.Unrealized) && Bits(a.Realized) == Bits(b.Realized)
        && Bits(a.Leverage) == Bits(b.Leverage) && Bits(a.Notional) == Bits(b.Notional);

    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);

    /// <summary>Where the exchange supplies no value it is the computed one, whose text is there already.</summary>
    private bool SetUnrealized(in PositionRow row)
    {
        ref NumberText unrealized = ref _numbers[Unrealized];
        if (BitConverter.DoubleToInt64Bits(row.Unrealized) != BitConverter.DoubleToInt64Bits(row.Pnl))
        {
            return unrealized.Set(row.Unrealized);
        }

        bool changed = !unrealized.Is(_numbers[Pnl]);
        unrealized = _numbers[Pnl];
        return changed;
    }

    private void Compose(RowTemplate template, ref byte[] target, out int length)
    {
        int needed = template.LengthOf(this);
        if (needed > target.Length)
        {
            // Room for longer numbers, so that a row settles in one array.
            target = new byte[needed + 128];
        }

        length = template.Write(this, target);
    }
}
