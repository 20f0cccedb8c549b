namespace HedgeFlow.Domain;

/// <summary>
/// One position mapping of an exchange snapshot with its aliases resolved, before normalisation.
/// A value type, so that a snapshot's positions are one pooled array.
/// </summary>
public struct RawPosition
{
    /// <summary>Trimmed, upper-case; "" when missing.</summary>
    public string Symbol;

    /// <summary>First non-zero quantity alias, 0 when all aliases are 0, NaN when none is a number. Base units, sign as given.</summary>
    public double Qty;

    /// <summary>Which side the first non-blank side word names.</summary>
    public PositionSideWord Word;

    /// <summary>Inbound <c>positionSide</c>, upper-case: LONG, SHORT or BOTH (also when it was anything else).</summary>
    public string ExchangeSide;

    /// <summary>First positive entry price alias; NaN when none.</summary>
    public double Entry;

    /// <summary>First positive mark price alias; NaN when none.</summary>
    public double Mark;

    /// <summary>Supplied unrealized PnL, USD; NaN when none. A supplied 0 is kept.</summary>
    public double Unrealized;

    /// <summary>Supplied realized PnL, USD; NaN when none.</summary>
    public double Realized;

    /// <summary>Leverage; NaN when none.</summary>
    public double Leverage;

    /// <summary>Inbound <c>updated_at</c>, epoch seconds; NaN when none.</summary>
    public double UpdatedTs;
}
