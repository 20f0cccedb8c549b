using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Publish;

/// <summary>State of the peak tracker, kept in <c>cache/peak_state.json</c>. USD. Source: state contract, peak and intraday drawdown.</summary>
public sealed record PeakRecord
{
    /// <summary>Local date <c>YYYY-MM-DD</c>; null when unknown.</summary>
    public required string? Day { get; init; }

    public required double Peak { get; init; }

    public double PeakEquity => Peak;

    public required double Nav { get; init; }

    public double NavUsd => Nav;

    public required double RealizedPnlToday { get; init; }

    public double DdAbs { get; init; }

    /// <summary>0 to 100.</summary>
    public double DdPct { get; init; }

    /// <summary>ISO time.</summary>
    public string? UpdatedAt { get; init; }

    /// <summary>Epoch seconds.</summary>
    public double Ts { get; init; }

    public string ResetTimezone { get; init; } = "UTC";

    /// <summary>0 to 1.</summary>
    [JsonIgnore]
    public double DdFrac => Peak > 0 ? DdAbs / Peak : 0;

    /// <summary>Where it is kept between runs.</summary>
    public static StateSurface<PeakRecord> Cache { get; } =
        new("peak_state", "cache/peak_state.json", PeakRecordJson.Default.PeakRecord);

    /// <summary>A stored state; null when there is none. Values that are no numbers count as missing.</summary>
    public static PeakRecord? Read(JsonNode? stored) => stored is not JsonObject map ? null : new PeakRecord
    {
        Day = Coerce.Text(map["day"]) ?? Coerce.Text(map["date"]),
        Peak = Coerce.First(map, "peak", "peak_equity") ?? 0,
        Nav = Coerce.First(map, "nav", "nav_usd") ?? 0,
        RealizedPnlToday = Coerce.Number(map["realized_pnl_today"]) ?? 0,
        Ts = IsoTime.Parse(map["ts"]) ?? 0,
    };
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(FiniteDoubleConverter)])]
[JsonSerializable(typeof(PeakRecord))]
internal sealed partial class PeakRecordJson : JsonSerializerContext;
