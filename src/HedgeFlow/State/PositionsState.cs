using System.Text.Json.Serialization;
using HedgeFlow.Serialization;

namespace HedgeFlow.State;

/// <summary>
/// <c>positions.json</c>: the open positions for people and tools, under every name a contract version reads. The root is the
/// bare list of rows under contract <c>v7-agent</c>. Source: state contract, positions.json.
/// </summary>
public sealed record PositionsState
{
    [SchemaOf(typeof(PositionItem), List = true)]
    public required RawJson Items { get; init; }

    [SchemaOf(typeof(PositionItem), List = true)]
    public RawJson Rows => Items;

    [SchemaOf(typeof(PositionItem), List = true)]
    public RawJson Positions => Items;

    [Finite]
    public double Updated => UpdatedTs;

    /// <summary>Publish time, epoch seconds.</summary>
    [Finite]
    public required double UpdatedTs { get; init; }

    /// <summary>ISO time.</summary>
    public required string UpdatedAt { get; init; }

    /// <summary>USD.</summary>
    [Finite]
    public required double GrossExposureUsd { get; init; }

    /// <summary>USD, negative = short.</summary>
    [Finite]
    public required double NetExposureUsd { get; init; }

    /// <summary>USD.</summary>
    [Finite]
    public required double LargestPositionUsd { get; init; }

    [Finite]
    public double PortfolioGrossUsd => GrossExposureUsd;

    [Finite]
    public double GrossExposure => GrossExposureUsd;

    [Finite]
    public double NetExposure => NetExposureUsd;

    [Finite]
    public double LargestPositionValue => LargestPositionUsd;

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ExecStats? ExecStats { get; init; }

    public static StateSurface<PositionsState> Surface { get; } =
        new("positions", "positions.json", PositionsStateJson.Default.PositionsState);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(FiniteDoubleConverter)])]
[JsonSerializable(typeof(PositionsState))]
[JsonSerializable(typeof(PositionItem))]
[JsonSerializable(typeof(PositionItem[]))]
internal sealed partial class PositionsStateJson : JsonSerializerContext;
