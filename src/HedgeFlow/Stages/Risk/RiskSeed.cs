using System.Text.Json.Nodes;

namespace HedgeFlow.Stages.Risk;

/// <summary>What the risk stage starts from: caches of an earlier run. The default is a first run.</summary>
public sealed record RiskSeed
{
    public static RiskSeed None { get; } = new();

    /// <summary>Equity peak, USD; 0 = none.</summary>
    public double Peak { get; init; }

    /// <summary>Newest NAVs, oldest first, USD.</summary>
    public IReadOnlyList<double> NavHistory { get; init; } = [];

    /// <summary>Content of <c>cache/position_tp_sl.json</c>.</summary>
    public JsonNode? TpSl { get; init; }

    /// <summary>Content of <c>cache/risk_state.json</c>, see <see cref="RiskCarry"/>.</summary>
    public JsonNode? Carry { get; init; }
}
