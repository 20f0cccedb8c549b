using System.Collections.Frozen;
using HedgeFlow.Configuration;

namespace HedgeFlow.Stages.Executor.Gate;

/// <summary>Everything configured that the gate judges by. Immutable; replaced as a whole when a file changes.</summary>
/// <param name="Limits">Risk limits.</param>
/// <param name="Universe">Symbols that may be traded; empty = all.</param>
/// <param name="Groups">Correlation groups.</param>
/// <param name="Advanced">VaR and CVaR.</param>
public sealed record GateRules(RiskLimits Limits, FrozenSet<string> Universe, CorrelationGroups Groups, RiskAdvanced Advanced)
{
    /// <summary>Tiers of the symbols, for intents that name none.</summary>
    public PairsUniverse Pairs { get; init; } = PairsUniverse.Empty;

    /// <summary>The gate's part of a configuration.</summary>
    public static GateRules Of(ConfigurationSet configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return new GateRules(configuration.Limits, configuration.Universe.Set, configuration.Groups, configuration.Advanced) { Pairs = configuration.Universe };
    }

    /// <summary>No limits, every symbol.</summary>
    public static GateRules None { get; } = new(RiskLimits.Empty, [], CorrelationGroups.None, RiskAdvanced.Default);
}
