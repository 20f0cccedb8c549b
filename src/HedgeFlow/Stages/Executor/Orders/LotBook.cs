namespace HedgeFlow.Stages.Executor.Orders;

/// <summary>The open lots of one position, oldest first; all of one direction, because an opposite trade consumes them.</summary>
internal sealed class LotBook
{
    /// <summary>Below this a quantity is nothing.</summary>
    public const double Epsilon = 1e-9;

    private readonly List<(double Qty, double Price)> _lots = [];
    private int _first;
    private bool _long;

    /// <summary>Signed, base units; 0 when flat.</summary>
    public double Position { get; private set; }

    /// <summary>Mean entry price of the open lots; NaN when flat.</summary>
    public double AverageEntry { get; private set; } = double.NaN;

    public LotMatch Apply(in LotTrade trade)
    {
        double before = Position;
        double left = trade.Qty;
        double closed = 0;
        double pnl = 0;
        if (before != 0 && trade.IsBuy != _long)
        {
            double direction = _long ? 1 : -1;
            while (left > Epsilon && _first < _lots.Count)
            {
                (double qty, double price) = _lots[_first];
                double matched = Math.Min(left, qty);
                pnl += matched * (trade.Price - price) * direction;
                closed += matched;
                left -= matched;
                if (qty - matched > Epsilon)
                {
                    _lots[_first] = (qty - matched, price);
                }
                else
                {
                    _first++;
                }
            }
        }

        if (left > Epsilon && MayOpen(trade))
        {
            Open(trade.IsBuy, left, trade.Price);
        }

        Settle();
        return new LotMatch(before, Position, closed, pnl, closed > 0 ? trade.Fee * closed / trade.Qty : 0);
    }

    public void Open(bool isBuy, double qty, double price)
    {
        if (_first == _lots.Count)
        {
            _lots.Clear();
            _first = 0;
            _long = isBuy;
        }

        _lots.Add((qty, price));
        Settle();
    }

    /// <summary>A sell on a long leg cannot open: what it finds no lot for belongs to a position that was never seen.</summary>
    private static bool MayOpen(in LotTrade trade) => !trade.ReduceOnly && trade.PositionSide switch
    {
        "LONG" => trade.IsBuy,
        "SHORT" => !trade.IsBuy,
        _ => true,
    };

    private void Settle()
    {
        if (_first > 0 && (_first == _lots.Count || _first >= 32))
        {
            _lots.RemoveRange(0, _first);
            _first = 0;
        }

        double qty = 0;
        double cost = 0;
        for (int i = _first; i < _lots.Count; i++)
        {
            qty += _lots[i].Qty;
            cost += _lots[i].Qty * _lots[i].Price;
        }

        Position = _long ? qty : qty == 0 ? 0 : -qty;
        AverageEntry = qty > 0 ? cost / qty : double.NaN;
    }
}
