using HedgeFlow.Domain;

namespace HedgeFlow.Stages.Executor.Paper;

/// <summary>One open position of the paper account.</summary>
internal sealed class PaperLeg(string symbol, string side)
{
    public string Symbol { get; } = symbol;

    /// <summary><c>LONG</c>, <c>SHORT</c> or <c>BOTH</c>.</summary>
    public string Side { get; } = side;

    /// <summary>Signed, base units.</summary>
    public double Qty { get; set; }

    public double Entry { get; set; }

    /// <summary>Last price seen; NaN before the first.</summary>
    public double Mark { get; set; } = double.NaN;

    public double Leverage { get; set; } = 1;

    public double Realized { get; set; }

    public double UpdatedTs { get; set; }

    /// <summary>Where the symbol's price stood in the previous snapshot: it mostly stands there again.</summary>
    public int PriceIndex { get; set; }

    public double Price => Mark > 0 ? Mark : Entry;

    public double Unrealized => (Price - Entry) * Qty;

    public RawPosition ToRow() => new()
    {
        Symbol = Symbol,
        Qty = Side == "BOTH" ? Qty : Math.Abs(Qty),
        Word = Side switch
        {
            "LONG" => PositionSideWord.Long,
            "SHORT" => PositionSideWord.Short,
            _ => PositionSideWord.BySign,
        },
        ExchangeSide = Side,
        Entry = Entry,
        Mark = Price,
        Unrealized = Unrealized,
        Realized = Realized,
        Leverage = Leverage,
        UpdatedTs = UpdatedTs,
    };
}
