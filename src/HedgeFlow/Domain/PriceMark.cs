namespace HedgeFlow.Domain;

/// <summary>Last traded price of a symbol, quote per base unit.</summary>
public readonly record struct PriceMark(string Symbol, double Price);
