using System.Text.Json.Serialization;

namespace HedgeFlow.State;

/// <summary>One open position as <c>positions.json</c> shows it, in every spelling that a contract version reads.</summary>
public sealed record PositionItem
{
    public required string Symbol { get; init; }

    /// <summary><c>LONG</c> or <c>SHORT</c>.</summary>
    public required string Side { get; init; }

    /// <summary>The exchange's word: <c>LONG</c>, <c>SHORT</c> or <c>BOTH</c>.</summary>
    [JsonPropertyName("positionSide")]
    public required string PositionSide { get; init; }

    /// <summary>Base units, negative = short.</summary>
    [Finite]
    public required double Qty { get; init; }

    [Finite]
    public required double EntryPrice { get; init; }

    [Finite]
    [JsonPropertyName("entryPrice")]
    public double EntryPriceCamel => EntryPrice;

    [Finite]
    public required double MarkPrice { get; init; }

    [Finite]
    [JsonPropertyName("markPrice")]
    public double MarkPriceCamel => MarkPrice;

    /// <summary>(mark − entry) × qty, USD.</summary>
    [Finite]
    public required double Pnl { get; init; }

    /// <summary>Supplied by the exchange, else <see cref="Pnl"/>; USD.</summary>
    [Finite]
    public required double UnrealizedPnl { get; init; }

    [Finite]
    public double Unrealized => UnrealizedPnl;

    /// <summary>USD.</summary>
    public required double? RealizedPnl { get; init; }

    public required double? Leverage { get; init; }

    /// <summary>|qty| × mark, USD.</summary>
    [Finite]
    public required double Notional { get; init; }

    /// <summary>ISO time of the row.</summary>
    public required string Ts { get; init; }
}
