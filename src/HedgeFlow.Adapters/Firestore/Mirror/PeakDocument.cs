using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Adapters.Firestore.Mirror;

/// <summary>
/// <c>risk/peak_state</c>: the drawdown of <c>nav.json</c> with the day that the peak tracker labels. USD, percent.
/// Source: services contract, remote documents' sources.
/// </summary>
public static class PeakDocument
{
    /// <summary>The document; null without a NAV.</summary>
    /// <param name="nav">Content of <c>nav.json</c>.</param>
    /// <param name="tracker">Stored state of the peak tracker; without it the day is that of the NAV in UTC.</param>
    public static JsonObject? Of(JsonObject? nav, JsonObject? tracker)
    {
        if (nav is null || Coerce.First(nav, "nav", "nav_usd", "total_equity") is not { } value)
        {
            return null;
        }

        double? time = IsoTime.Parse(nav["updated_ts"]) ?? IsoTime.Parse(nav["updated_at"]);
        string? iso = IsoTime.Format(time);
        return new JsonObject
        {
            ["day"] = Coerce.Text(tracker?["day"]) ?? Coerce.Text(tracker?["date"]) ?? iso?[..10],
            ["peak"] = Coerce.Number(nav["peak_equity"]),
            ["peak_equity"] = Coerce.Number(nav["peak_equity"]),
            ["nav"] = value,
            ["nav_usd"] = value,
            ["realized_pnl_today"] = Coerce.First(nav, "realized_pnl_today", "realized_pnl"),
            ["dd_abs"] = Coerce.Number(nav["drawdown_abs"]),
            ["dd_pct"] = Coerce.First(nav, "drawdown_pct", "drawdown"),
            ["reset_timezone"] = Coerce.Text(tracker?["reset_timezone"]) ?? "UTC",
            ["updated_at"] = iso,
            ["ts"] = time,
        };
    }
}
