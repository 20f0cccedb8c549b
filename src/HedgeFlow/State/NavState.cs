using System.Text.Json.Serialization;
using HedgeFlow.Serialization;

namespace HedgeFlow.State;

/// <summary>
/// <c>nav.json</c>: account value, its series, exposures, drawdown and the health of the sources. Written every tick, also when
/// flat or when the account could not be read. USD unless said otherwise. Source: state contract, nav.json.
/// </summary>
public sealed record NavState
{
    /// <summary>Tick NAV; the last good one when the account could not be read, 0 before the first.</summary>
    [Finite]
    public required double Nav { get; init; }

    [Finite]
    public double NavUsd => Nav;

    [Finite]
    public double NavTotal => Nav;

    [Finite]
    public double TotalEquity => Nav;

    /// <summary>Publish time, epoch seconds.</summary>
    [Finite]
    public required double UpdatedTs { get; init; }

    /// <summary>Epoch seconds; ISO text of the last series point under contract <c>v6</c>.</summary>
    public required TimeValue UpdatedAt { get; init; }

    public required string UpdatedAtIso { get; init; }

    /// <summary>Seconds since the NAV was measured.</summary>
    public required double? NavAgeS { get; init; }

    public double? AgeS => NavAgeS;

    public required bool Fresh { get; init; }

    public required bool Stale { get; init; }

    public required bool SourcesOk { get; init; }

    /// <summary><c>live</c>, <c>cache</c>, <c>dry_run_simulated</c> or <c>unavailable</c>.</summary>
    public required string? Source { get; init; }

    [SchemaOf(typeof(AumBlock))]
    [JsonConverter(typeof(BlockConverter<AumBlock>))]
    public required AumBlock Aum { get; init; }

    [SchemaOf(typeof(NavHealth))]
    [JsonConverter(typeof(BlockConverter<NavHealth>))]
    public required NavHealth NavHealthSnapshot { get; init; }

    /// <summary>At most 500 points, ascending, unique times.</summary>
    [SchemaOf(typeof(NavSeriesPoint), List = true)]
    public required RawJson Series { get; init; }

    [Finite]
    public required double PeakEquity { get; init; }

    /// <summary>0 to 100.</summary>
    [Finite]
    public required double DrawdownPct { get; init; }

    [Finite]
    public double Drawdown => DrawdownPct;

    /// <summary>0 to 1.</summary>
    [Finite]
    public required double DrawdownFrac { get; init; }

    [Finite]
    public required double DrawdownAbs { get; init; }

    [Finite]
    public required double RealizedPnlToday { get; init; }

    [Finite]
    public double RealizedPnl => RealizedPnlToday;

    /// <summary>Σ of the open rows.</summary>
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
    public double PortfolioGrossUsd => GrossExposureUsd;

    [Finite]
    public double GrossExposure => GrossExposureUsd;

    [Finite]
    public double NetExposure => NetExposureUsd;

    [Finite]
    public double LargestPositionValue => LargestPositionUsd;

    [SchemaOf(typeof(ExecStats))]
    [JsonConverter(typeof(EncodedOnceConverter<ExecStats>))]
    public required ExecStats ExecStats { get; init; }

    public required string EngineVersion { get; init; }

    public static StateSurface<NavState> Surface { get; } = new("nav", "nav.json", NavStateJson.Default.NavState);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(FiniteDoubleConverter)])]
[JsonSerializable(typeof(NavState))]
[JsonSerializable(typeof(NavSeriesPoint))]
[JsonSerializable(typeof(AumBlock))]
[JsonSerializable(typeof(OffExchangeHolding))]
[JsonSerializable(typeof(NavHealth))]
[JsonSerializable(typeof(ExecStats))]
internal sealed partial class NavStateJson : JsonSerializerContext;
