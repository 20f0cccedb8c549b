namespace HedgeFlow.Stages.Executor.Gate;

/// <summary>
/// An intent as the gate sees it, with what the book says about its symbol. Missing numbers are NaN.
/// Source: risk contract, inputs (order intent).
/// </summary>
public struct GateRequest
{
    public GateRequest()
    {
    }

    /// <summary>Upper-case.</summary>
    public string Symbol = "";

    /// <summary>BUY or SELL; LONG and SHORT are understood.</summary>
    public string Side = "";

    /// <summary>USD.</summary>
    public double RequestedNotional = double.NaN;

    /// <summary>Quote per base unit.</summary>
    public double Price = double.NaN;

    /// <summary>NAV that came with the intent, USD: used when the account's own is not known.</summary>
    public double IntentNav = double.NaN;

    /// <summary>Base units open in the symbol.</summary>
    public double OpenQty = double.NaN;

    public double Leverage = 1;

    /// <summary>Open positions in the book; -1 = not known.</summary>
    public int OpenPositionsCount = -1;

    /// <summary>Null = the symbol has no tier.</summary>
    public string? TierName;

    /// <summary>USD already open in the tier for this symbol.</summary>
    public double TierGrossNotional = double.NaN;

    /// <summary>USD already open in the symbol.</summary>
    public double SymbolGrossNotional = double.NaN;

    /// <summary>USD open in the whole book.</summary>
    public double PortfolioGrossNotional = double.NaN;

    public bool ReduceOnly;
}
