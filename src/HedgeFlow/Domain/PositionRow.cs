namespace HedgeFlow.Domain;

/// <summary>One normalised open position. Missing doubles are NaN. Source: state contract, position rows.</summary>
public struct PositionRow
{
    public string Symbol;
    public PositionSide Side;

    /// <summary>The exchange's own word: LONG, SHORT or BOTH.</summary>
    public string ExchangeSide;

    /// <summary>Base units, negative = short; never flat (|qty| ≥ 1e-9).</summary>
    public double Qty;

    /// <summary>Quote per base unit, &gt; 0.</summary>
    public double Entry;

    /// <summary>Quote per base unit, &gt; 0.</summary>
    public double Mark;

    /// <summary>(mark − entry) × qty, USD, always recomputed.</summary>
    public double Pnl;

    /// <summary>Supplied unrealized PnL, else <see cref="Pnl"/>; USD.</summary>
    public double Unrealized;

    /// <summary>USD; NaN when not supplied.</summary>
    public double Realized;

    /// <summary>NaN when not supplied.</summary>
    public double Leverage;

    /// <summary>|qty| × mark, USD.</summary>
    public double Notional;

    /// <summary>Inbound update time, else the tick's; epoch seconds.</summary>
    public double Ts;
}
