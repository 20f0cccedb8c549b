using HedgeFlow.Domain;

namespace HedgeFlow.Tests.Support;

/// <summary>Open positions that move, come, go and change places from tick to tick; the same seed gives the same walk.</summary>
internal sealed class RandomBook(int seed, params string[] names)
{
    private static readonly double[] Odd = [0, -0.0, double.NaN, double.PositiveInfinity, double.MaxValue, 1e-300, 1e21, 123456789.123456789, 0.1 + 0.2];

    private readonly List<PositionRow> _rows = [];
    private SeededRandom _random = new((ulong)seed);

    public ReadOnlySpan<PositionRow> Rows => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_rows);

    public double Now { get; private set; } = 1764000000;

    public void Tick()
    {
        Now += _random.NextUnit() < 0.2 ? 0 : _random.NextUnit() < 0.5 ? 1 : _random.NextUnit() * 3;
        if (_random.NextUnit() < 0.3 && _rows.Count < 12)
        {
            Open();
        }

        if (_random.NextUnit() < 0.2 && _rows.Count > 0)
        {
            _rows.RemoveAt(_random.NextIndex(_rows.Count));
        }

        if (_random.NextUnit() < 0.1 && _rows.Count > 1)
        {
            int other = _random.NextIndex(_rows.Count - 1) + 1;
            (_rows[0], _rows[other]) = (_rows[other], _rows[0]);
        }

        foreach (ref PositionRow row in System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_rows))
        {
            if (_random.NextUnit() < 0.4)
            {
                Move(ref row);
            }
        }
    }

    private void Open()
    {
        string symbol = names[_random.NextIndex(names.Length)] + _random.NextIndex(20);
        PositionSide side = _random.NextUnit() < 0.5 ? PositionSide.Long : PositionSide.Short;
        if (_rows.Exists(row => row.Symbol == symbol && row.Side == side))
        {
            return;
        }

        var opened = new PositionRow
        {
            Symbol = symbol,
            Side = side,
            ExchangeSide = _random.NextUnit() < 0.5 ? "BOTH" : PositionKey.Word(side),
            Qty = Math.Round((side == PositionSide.Short ? -1 : 1) * (0.1 + 20 * _random.NextUnit()), 3),
            Entry = Math.Round(1 + 900 * _random.NextUnit(), 4),
            Realized = Some(),
            Leverage = _random.NextUnit() < 0.5 ? double.NaN : 3,
        };
        Move(ref opened);
        _rows.Insert(_random.NextIndex(_rows.Count + 1), opened);
    }

    private void Move(ref PositionRow row)
    {
        row.Mark = row.Entry * (0.9 + 0.2 * _random.NextUnit());
        row.Pnl = (row.Mark - row.Entry) * row.Qty;
        row.Unrealized = _random.NextUnit() < 0.6 ? row.Pnl : Some();
        row.Notional = Math.Abs(row.Qty) * row.Mark;
        row.Ts = _random.NextUnit() < 0.05 ? Some() : Now;
    }

    private double Some() => _random.NextUnit() < 0.3 ? Odd[_random.NextIndex(Odd.Length)] : (_random.NextUnit() - 0.5) * 1000;
}
