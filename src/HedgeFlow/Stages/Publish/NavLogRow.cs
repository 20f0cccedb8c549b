using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.Publish;

/// <summary>What a row of the NAV log, of this or an older program, says. Source: state contract, NAV value, log, series.</summary>
/// <param name="Equity">First of <c>equity, total_equity, nav</c> (a 0 hides later ones), 0 when none; USD.</param>
/// <param name="Usable">Equity above 0 and not a heartbeat of an unhealthy exchange.</param>
public readonly record struct NavLogRow(double Equity, bool Usable)
{
    public static NavLogRow Read(JsonObject? row)
    {
        double equity = Coerce.First(row, "equity", "total_equity", "nav") ?? 0;
        return new NavLogRow(equity, equity > 0 && Coerce.Text(row?["heartbeat_reason"]) != "exchange_unhealthy");
    }

    /// <summary><c>timestamp</c> if it parses, else <c>t</c>, epoch seconds; null when neither does.</summary>
    public static double? Time(JsonObject row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return IsoTime.Parse(row["timestamp"]) ?? IsoTime.Parse(row["t"]);
    }
}
