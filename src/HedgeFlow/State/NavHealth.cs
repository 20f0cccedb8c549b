using System.Text.Json.Serialization;
using HedgeFlow.Serialization;

namespace HedgeFlow.State;

/// <summary>How old the NAV is and whether its sources answered. Source: state contract, NAV age, freshness, sources.</summary>
public sealed record NavHealth
{
    /// <summary>Seconds since the measurement, never negative; null without one.</summary>
    public required double? AgeS { get; init; }

    public required bool SourcesOk { get; init; }

    /// <summary>Source → stale.</summary>
    [SchemaOf(typeof(bool), Map = true)]
    [JsonConverter(typeof(BlockMapConverter<bool>))]
    public required IReadOnlyDictionary<string, bool> StaleFlags { get; init; }

    /// <summary>Sources answered and the age is below the threshold.</summary>
    public required bool Fresh { get; init; }

    /// <summary>No age, or an age above the threshold.</summary>
    public required bool Stale { get; init; }

    /// <summary>Seconds.</summary>
    [Finite]
    public required double ThresholdS { get; init; }

    /// <summary>Time of the measurement, epoch seconds.</summary>
    public required double? CacheTs { get; init; }

    /// <summary>Measured NAV, USD.</summary>
    public required double? NavTotal { get; init; }
}
