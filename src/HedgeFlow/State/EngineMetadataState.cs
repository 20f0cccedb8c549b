using System.Text.Json.Serialization;
using HedgeFlow.Serialization;

namespace HedgeFlow.State;

/// <summary><c>engine_metadata.json</c>: which engine wrote this folder. Source: state contract, engine_metadata.json.</summary>
public sealed record EngineMetadataState
{
    public required string EngineVersion { get; init; }

    /// <summary>Publish time, epoch seconds.</summary>
    [Finite]
    public required double UpdatedTs { get; set; }

    public required string? GitCommit { get; init; }

    public required string RunId { get; init; }

    public required string Hostname { get; init; }

    public required string Env { get; init; }

    /// <summary><c>running</c>.</summary>
    public required string Status { get; init; }

    public static StateSurface<EngineMetadataState> Surface { get; } =
        new("engine_metadata", "engine_metadata.json", EngineMetadataStateJson.Default.EngineMetadataState);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(FiniteDoubleConverter)])]
[JsonSerializable(typeof(EngineMetadataState))]
internal sealed partial class EngineMetadataStateJson : JsonSerializerContext;
