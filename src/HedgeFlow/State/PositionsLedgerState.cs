using System.Text.Json.Serialization;
using HedgeFlow.Serialization;

namespace HedgeFlow.State;

/// <summary>
/// <c>positions_ledger.json</c>: one entry per open position of the same tick, with its take-profit and stop-loss levels.
/// Source: state contract, positions_ledger.json.
/// </summary>
public sealed record PositionsLedgerState
{
    /// <summary>ISO time, that of <c>positions_state.json</c> of the same tick.</summary>
    public required string UpdatedAt { get; set; }

    /// <summary>Publish time, epoch seconds.</summary>
    [Finite]
    public required double UpdatedTs { get; set; }

    /// <summary>Ascending by key, keys unique.</summary>
    [SchemaOf(typeof(LedgerEntry), List = true)]
    public required RawJson Entries { get; init; }

    /// <summary>Levels of every key in the registry, stale ones included.</summary>
    [SchemaOf(typeof(TpSlLevels), Map = true)]
    public required RawJson TpSlLevels { get; init; }

    [SchemaOf(typeof(LedgerMetadata))]
    [JsonConverter(typeof(BlockConverter<LedgerMetadata>))]
    public required LedgerMetadata Metadata { get; set; }

    /// <summary>What is published when the ledger could not be built: its list is always there.</summary>
    public static PositionsLedgerState Empty(string updatedAt, double now) => new()
    {
        UpdatedAt = updatedAt,
        UpdatedTs = now,
        Entries = RawJson.EmptyArray,
        TpSlLevels = RawJson.EmptyObject,
        Metadata = new LedgerMetadata { EntryCount = 0, MismatchBreakdown = MismatchBreakdown.None, Coverage = 0 },
    };

    public static StateSurface<PositionsLedgerState> Surface { get; } =
        new("positions_ledger", "positions_ledger.json", PositionsLedgerStateJson.Default.PositionsLedgerState);
}

/// <summary>One open position of the ledger.</summary>
public sealed record LedgerEntry
{
    /// <summary><c>SYMBOL:SIDE</c>.</summary>
    public required string PositionKey { get; init; }

    public required string Symbol { get; init; }

    /// <summary><c>LONG</c> or <c>SHORT</c>.</summary>
    public required string Side { get; init; }

    /// <summary>Base units, absolute.</summary>
    [Finite]
    public required double Qty { get; init; }

    [Finite]
    public required double EntryPrice { get; init; }

    /// <summary>Take-profit price.</summary>
    public required double? Tp { get; init; }

    /// <summary>Stop-loss price.</summary>
    public required double? Sl { get; init; }

    /// <summary>When the position appeared, epoch seconds.</summary>
    public required double? CreatedTs { get; init; }

    /// <summary>When quantity, entry or levels changed last, epoch seconds.</summary>
    public required double? UpdatedTs { get; init; }
}

/// <summary>Take-profit and stop-loss prices of a position; null = none.</summary>
public sealed record TpSlLevels(double? Tp, double? Sl)
{
    /// <summary>No level at all.</summary>
    [JsonIgnore]
    public bool None => Tp is null && Sl is null;
}

/// <summary>What the ledger says about itself.</summary>
public sealed record LedgerMetadata
{
    public string Version { get; init; } = "v1";

    public required int EntryCount { get; init; }

    [SchemaOf(typeof(MismatchBreakdown))]
    [JsonConverter(typeof(BlockConverter<MismatchBreakdown>))]
    public required MismatchBreakdown MismatchBreakdown { get; init; }

    /// <summary>Share of open positions with levels, 0 to 1.</summary>
    [Finite]
    public required double Coverage { get; init; }
}

/// <summary>How positions, ledger and level registry disagree. Source: state contract, reconciliation.</summary>
public sealed record MismatchBreakdown
{
    public static MismatchBreakdown None { get; } = new();

    /// <summary>Open positions that the ledger lacks.</summary>
    public int MissingLedgerPositions { get; init; }

    /// <summary>Ledger entries that are no open position.</summary>
    public int GhostLedgerEntries { get; init; }

    /// <summary>Ledger entries without levels, there or in the registry.</summary>
    public int MissingTpSlEntries { get; init; }

    /// <summary>Registry keys that are no open position.</summary>
    public int StaleTpSlEntries { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(FiniteDoubleConverter)])]
[JsonSerializable(typeof(PositionsLedgerState))]
[JsonSerializable(typeof(LedgerEntry))]
[JsonSerializable(typeof(TpSlLevels))]
[JsonSerializable(typeof(LedgerMetadata))]
[JsonSerializable(typeof(MismatchBreakdown))]
internal sealed partial class PositionsLedgerStateJson : JsonSerializerContext;
