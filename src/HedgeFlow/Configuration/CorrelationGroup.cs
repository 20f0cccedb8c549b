using System.Collections.Frozen;

namespace HedgeFlow.Configuration;

/// <summary>Symbols that move together and the share of NAV that may stand in them.</summary>
/// <param name="Name">Name of the group.</param>
/// <param name="Symbols">Upper-case.</param>
/// <param name="MaxGroupNav">Fraction of NAV, above zero.</param>
public sealed record CorrelationGroup(string Name, FrozenSet<string> Symbols, double MaxGroupNav);
