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
    public required double UpdatedTs { get; set; }

    /// <summary>ISO time.</summary>
    public required string UpdatedAt { get; set; }

    /// <summary>USD.</summary>
    [Finite]
    public required double GrossExposureUsd { get; set; }

    /// <summary>USD, negative = short.</summary>
    [Finite]
    public required double NetExposureUsd { get; set; }

    /// <summary>USD.</summary>
    [Finite]
    public required double LargestPositionUsd { get; set; }

    [Finite]
    public double PortfolioGrossUsd => GrossExposureUsd;

    [Finite]
    public double GrossExposure => GrossExposureUsd;

    [Finite]
    public double NetExposure => NetExposureUsd;

    [Finite]
    public double LargestPositionValue => LargestPositionUsd;

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [SchemaOf(typeof(ExecStats), Nullable = true)]
    [JsonConverter(typeof(EncodedOnceConverter<ExecStats>))]
    public ExecStats? ExecStats { get; set; }

    public static StateSurface<PositionsState> Surface { get; } =
        new("positions", "positions.json", PositionsStateJson.Default.PositionsState);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(FiniteDoubleConverter)])]
[JsonSerializable(typeof(PositionsState))]
[JsonSerializable(typeof(PositionItem))]
[JsonSerializable(typeof(ExecStats))]
[JsonSerializable(typeof(PositionItem[]))]
internal sealed partial class PositionsStateJson : JsonSerializerContext;
