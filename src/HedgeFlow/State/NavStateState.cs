using System.Text.Json.Serialization;
using HedgeFlow.Serialization;

namespace HedgeFlow.State;

/// <summary>
/// <c>nav_state.json</c>: the sync process's copy of <c>nav.json</c>, value for value, plus what the copy itself knows.
/// The type states which keys a mirror holds; it is written as the document that was copied. Source: state contract, nav_state.json.
/// </summary>
public sealed record NavStateState
{
    [Finite]
    public required double Nav { get; init; }

    [Finite]
    public required double NavUsd { get; init; }

    [Finite]
    public required double NavTotal { get; init; }

    [Finite]
    public required double TotalEquity { get; init; }

    /// <summary>Copied from the source: never newer.</summary>
    [Finite]
    public required double UpdatedTs { get; init; }

    /// <summary>Equal to <see cref="UpdatedTs"/>.</summary>
    [Finite]
    public required double UpdatedAt { get; init; }

    public required string UpdatedAtIso { get; init; }

    public required double? NavAgeS { get; init; }

    public required double? AgeS { get; init; }

    public required bool Fresh { get; init; }

    public required bool Stale { get; init; }

    public required bool SourcesOk { get; init; }

    public required string? Source { get; init; }

    public required AumBlock Aum { get; init; }

    public required NavHealth NavHealthSnapshot { get; init; }

    [SchemaOf(typeof(NavSeriesPoint), List = true)]
    public required IReadOnlyList<RawJson> Series { get; init; }

    [Finite]
    public required double PeakEquity { get; init; }

    [Finite]
    public required double DrawdownPct { get; init; }

    [Finite]
    public required double Drawdown { get; init; }

    [Finite]
    public required double DrawdownFrac { get; init; }

    [Finite]
    public required double DrawdownAbs { get; init; }

    [Finite]
    public required double RealizedPnlToday { get; init; }

    [Finite]
    public required double RealizedPnl { get; init; }

    [Finite]
    public required double UnrealizedPnl { get; init; }

    public required string? DrawdownSnapshotAt { get; init; }

    [Finite]
    public required double GrossExposureUsd { get; init; }

    [Finite]
    public required double NetExposureUsd { get; init; }

    [Finite]
    public required double LargestPositionUsd { get; init; }

    [Finite]
    public required double PortfolioGrossUsd { get; init; }

    [Finite]
    public required double GrossExposure { get; init; }

    [Finite]
    public required double NetExposure { get; init; }

    [Finite]
    public required double LargestPositionValue { get; init; }

    public required ExecStats ExecStats { get; init; }

    public required string EngineVersion { get; init; }

    /// <summary>Time of the mirror write, epoch seconds.</summary>
    [Finite]
    public required double SyncedAt { get; init; }

    /// <summary><c>NORMAL</c>, <c>DRAWDOWN</c> or <c>RECOVERY</c> of the risk snapshot.</summary>
    public required string? DdState { get; init; }

    /// <summary>The source is missing, rejected or older than this payload.</summary>
    public required bool LastKnownGood { get; init; }

    public static StateSurface<NavStateState> Surface { get; } =
        new("nav_state", "nav_state.json", NavStateStateJson.Default.NavStateState);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(FiniteDoubleConverter)])]
[JsonSerializable(typeof(NavStateState))]
[JsonSerializable(typeof(NavSeriesPoint))]
[JsonSerializable(typeof(OffExchangeHolding))]
internal sealed partial class NavStateStateJson : JsonSerializerContext;
