using System.Text.Json.Serialization;
using HedgeFlow.Serialization;

namespace HedgeFlow.State;

/// <summary>Assets under management: the futures account plus what is held elsewhere, USD. Source: state contract, AUM.</summary>
public sealed record AumBlock
{
    /// <summary>NAV of the futures account.</summary>
    public required double? Futures { get; init; }

    /// <summary>Holding per asset, in configuration order.</summary>
    [SchemaOf(typeof(OffExchangeHolding), Map = true)]
    [JsonConverter(typeof(BlockMapConverter<OffExchangeHolding>))]
    public required IReadOnlyDictionary<string, OffExchangeHolding> Offexchange { get; init; }

    public required double? Total { get; init; }
}

/// <summary>One asset held off the exchange.</summary>
public sealed record OffExchangeHolding
{
    /// <summary>Units of the asset.</summary>
    [Finite]
    public required double Qty { get; init; }

    public required double? AvgCost { get; init; }

    /// <summary>USD per unit; null when no price is known.</summary>
    public required double? Mark { get; init; }

    /// <summary>Qty × mark; null when no price is known.</summary>
    public required double? UsdValue { get; init; }
}
