namespace HedgeFlow.Feed;

/// <summary>One row of the exchange's position endpoint; missing numbers are NaN, and a zero quantity is a row like any other.</summary>
/// <param name="Symbol">Upper-case.</param>
/// <param name="PositionSide">LONG, SHORT or BOTH.</param>
/// <param name="Qty">Base units, signed as given; 0 when missing.</param>
/// <param name="EntryPrice">Quote per base unit.</param>
/// <param name="Unrealized">USD.</param>
/// <param name="MarkPrice">Quote per base unit.</param>
/// <param name="Leverage">Times.</param>
public readonly record struct ExchangePosition(
    string Symbol, string PositionSide, double Qty, double EntryPrice, double Unrealized, double MarkPrice, double Leverage);
