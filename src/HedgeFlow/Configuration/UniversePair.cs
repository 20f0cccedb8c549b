using System.Text.Json.Nodes;

namespace HedgeFlow.Configuration;

/// <summary>One pair of <c>pairs_universe.json</c>.</summary>
/// <param name="Symbol">Upper-case.</param>
/// <param name="Enabled">Whether it may be traded and is reported on.</param>
/// <param name="Tier">Name of its tier in the risk limits; null = none.</param>
/// <param name="Caps">Normalised limits of the symbol; not to be changed.</param>
public sealed record UniversePair(string Symbol, bool Enabled, string? Tier, JsonObject Caps);
