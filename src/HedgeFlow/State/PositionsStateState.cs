using System.Text.Json.Serialization;
using HedgeFlow.Serialization;

namespace HedgeFlow.State;

/// <summary><c>positions_state.json</c>: the canonical open positions. Source: state contract, positions_state.json.</summary>
public sealed record PositionsStateState
{
    /// <summary>ISO time.</summary>
    public required string UpdatedAt { get; set; }

    /// <summary>Publish time, epoch seconds.</summary>
    [Finite]
    public required double UpdatedTs { get; set; }

    /// <summary>Unique by symbol and side, never flat, never without a price.</summary>
    [SchemaOf(typeof(CanonicalPosition), List = true)]
    public required RawJson Positions { get; init; }

    public static StateSurface<PositionsStateState> Surface { get; } =
        new("positions_state", "positions_state.json", PositionsStateStateJson.Default.PositionsStateState);
}

/// <summary>One row of <c>positions_state.json</c>.</summary>
public readonly record struct CanonicalPosition
{
    public required string Symbol { get; init; }

    /// <summary><c>LONG</c> or <c>SHORT</c>, never <c>BOTH</c>.</summary>
    public required string Side { get; init; }

    /// <summary>Base units, negative = short.</summary>
    [Finite]
    public required double Qty { get; init; }

    [Finite]
    public required double EntryPrice { get; init; }

    [Finite]
    public required double MarkPrice { get; init; }

    /// <summary>USD.</summary>
    [Finite]
    public required double UnrealizedPnl { get; init; }

    /// <summary>USD.</summary>
    public required double? RealizedPnl { get; init; }

    /// <summary>USD.</summary>
    [Finite]
    public required double Notional { get; init; }

    public required double? Leverage { get; init; }

    /// <summary>ISO time.</summary>
    public required string Ts { get; init; }

    /// <summary>The exchange's word.</summary>
    [JsonPropertyName("positionSide")]
    public required string PositionSide { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(FiniteDoubleConverter)])]
[JsonSerializable(typeof(PositionsStateState))]
[JsonSerializable(typeof(CanonicalPosition[]))]
internal sealed partial class PositionsStateStateJson : JsonSerializerContext;
