using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.Risk;

/// <summary>What a drawdown is computed from. Missing numbers are NaN; amounts in USD, times in epoch seconds.</summary>
public readonly record struct DrawdownInputs()
{
    /// <summary>NAV as the peak tracker last saw it.</summary>
    public double TrackerNav { get; init; } = double.NaN;

    public double TrackerPeak { get; init; } = double.NaN;

    /// <summary>Peak of the day.</summary>
    public double DailyPeak { get; init; } = double.NaN;

    /// <summary>When the tracker was last updated.</summary>
    public double TrackerTs { get; init; } = double.NaN;

    public double CachedNav { get; init; } = double.NaN;

    public double CachedTs { get; init; } = double.NaN;

    public double NavAgeSeconds { get; init; } = double.NaN;

    public bool? SourcesOk { get; init; }

    /// <summary>Highest NAV of the NAV log; 0 = none.</summary>
    public double NavLogPeak { get; init; }

    /// <summary>Reads the tracker's state, the cached NAV and the NAV health under any of their names.</summary>
    public static DrawdownInputs Of(JsonObject? tracker, JsonObject? cachedNav, JsonObject? navHealth, double navLogPeak) => new()
    {
        TrackerNav = Coerce.FirstPositive(tracker, "nav", "nav_usd") ?? double.NaN,
        TrackerPeak = Coerce.FirstPositive(tracker, "peak", "peak_equity", "peak_nav") ?? double.NaN,
        DailyPeak = Coerce.FirstPositive(tracker, "daily_peak") ?? double.NaN,
        TrackerTs = IsoTime.Parse(tracker?["ts"]) ?? double.NaN,
        CachedNav = Coerce.FirstPositive(cachedNav, "nav", "nav_usd") ?? double.NaN,
        CachedTs = IsoTime.Parse(cachedNav?["ts"]) ?? double.NaN,
        NavAgeSeconds = Coerce.Number(navHealth?["age_s"]) ?? double.NaN,
        SourcesOk = Coerce.Boolean(navHealth?["sources_ok"]),
        NavLogPeak = navLogPeak,
    };
}
