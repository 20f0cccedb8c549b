using System.Collections.Frozen;

namespace HedgeFlow.Configuration;

/// <summary>Limits of one symbol. 0 = off, except where null says that the key is absent.</summary>
public sealed record SymbolLimits
{
    public static SymbolLimits None { get; } = new();

    /// <summary>Largest share of NAV in the symbol, fraction; the first of its two keys that is above zero.</summary>
    public double MaxNavShare { get; init; }

    /// <summary>USD.</summary>
    public double MinNotional { get; init; }

    /// <summary>USD of one order.</summary>
    public double MaxOrderNotional { get; init; }

    /// <summary>USD of the whole position.</summary>
    public double MaxPositionUsd { get; init; }

    /// <summary>Null = the global value holds; 0 = none.</summary>
    public double? MaxLeverage { get; init; }

    /// <summary>Base units; 0 is a limit too.</summary>
    public double? MaxOpenQty { get; init; }

    public double CooldownSeconds { get; init; }

    /// <summary>Sides that may not be opened, as order sides (<c>BUY</c>, <c>SELL</c>).</summary>
    public FrozenSet<string> BlockedSides { get; init; } = [];
}
