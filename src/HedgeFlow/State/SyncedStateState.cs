using System.Text.Json.Serialization;
using HedgeFlow.Serialization;

namespace HedgeFlow.State;

/// <summary><c>synced_state.json</c>: positions, NAV, version and flags for data brokers. Source: state contract, synced_state.json.</summary>
public sealed record SyncedStateState
{
    /// <summary>Rows of <c>positions.json</c>.</summary>
    [SchemaOf(typeof(PositionItem), List = true)]
    public required RawJson Items { get; init; }

    /// <summary>USD.</summary>
    [Finite]
    public required double Nav { get; init; }

    /// <summary>Never empty.</summary>
    public required string EngineVersion { get; init; }

    [SchemaOf(typeof(V6Flags))]
    [JsonConverter(typeof(BlockConverter<V6Flags>))]
    public required V6Flags V6Flags { get; init; }

    /// <summary>Epoch seconds.</summary>
    [Finite]
    public required double UpdatedAt { get; init; }

    [Finite]
    public double UpdatedTs => UpdatedAt;

    /// <summary>Detail of the NAV when there is any.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RawJson? NavSnapshot { get; init; }

    public static StateSurface<SyncedStateState> Surface { get; } =
        new("synced_state", "synced_state.json", SyncedStateStateJson.Default.SyncedStateState);

    /// <summary>The identical copy beside the state folder that an early contract version reads.</summary>
    public static StateSurface<SyncedStateState> LegacyCopy { get; } =
        new("synced_state", "synced_state.json", SyncedStateStateJson.Default.SyncedStateState);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(FiniteDoubleConverter)])]
[JsonSerializable(typeof(SyncedStateState))]
[JsonSerializable(typeof(PositionItem))]
[JsonSerializable(typeof(V6Flags))]
internal sealed partial class SyncedStateStateJson : JsonSerializerContext;
