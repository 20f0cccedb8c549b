using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Risk.Health;

/// <summary>What the execution health of a symbol is made of.</summary>
public sealed record SymbolHealthRequest
{
    /// <summary>Null = the whole book: router part only.</summary>
    public string? Symbol { get; init; }

    /// <summary>Epoch seconds.</summary>
    public double Now { get; init; }

    public required RouterEffectiveness Effectiveness { get; init; }

    /// <summary>The policy that the router stage published; null = decide it here from the following three.</summary>
    public RouterPolicy? Policy { get; init; }

    /// <summary>Maker reliability as published before, 0..1; null = none.</summary>
    public double? PreviousReliability { get; init; }

    /// <summary>Null or blank = OK.</summary>
    public string? RiskMode { get; init; }

    /// <summary>PnL per notional of the current UTC hour; null = none.</summary>
    public double? HourExpectancy { get; init; }

    public double? AtrNow { get; init; }

    public double? AtrMed { get; init; }

    /// <summary>Of seven days.</summary>
    public double? Sharpe { get; init; }

    /// <summary>Percent, a loss is negative.</summary>
    public double? DdTodayPct { get; init; }

    /// <summary>The symbol is switched off.</summary>
    public bool Disabled { get; init; }

    /// <summary>Until when and why it is switched off.</summary>
    public JsonNode? ToggleMeta { get; init; }

    public JsonNode? LastRouteDecision { get; init; }

    public ExecutionErrors? Errors { get; init; }

    /// <summary>Newest refusals of the gate for the symbol, oldest first.</summary>
    public IReadOnlyList<SymbolHealth.RiskGateEvent> RiskGates { get; init; } = [];
}
