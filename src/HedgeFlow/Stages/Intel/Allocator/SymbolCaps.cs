namespace HedgeFlow.Stages.Intel.Allocator;

/// <summary>Caps of one symbol; null where a source sets none. A cap of 0 is a cap.</summary>
/// <param name="MaxNav">Largest exposure, fraction of NAV.</param>
/// <param name="MaxTradeNav">Largest single trade, fraction of NAV.</param>
/// <param name="MaxConcurrent">Most positions at a time.</param>
public readonly record struct SymbolCaps(double? MaxNav, double? MaxTradeNav, long? MaxConcurrent);
