using System.Text.Json;
using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Publish;
using HedgeFlow.State;

namespace HedgeFlow.Tests.Conformance.State;

internal static class NavAdapters
{
    [Vector("state/nav_log_append")]
    public static JsonNode? Append(JsonNode? input)
    {
        using var log = new NavLog(File(input!["existing_log"]), new NavLogOptions { MaxPoints = (int)Coerce.Integer(input["max_points"])! });
        log.Append(Coerce.Number(input["now"])!.Value, Coerce.Number(input["nav"]), NavLog.SumUnrealized(input["rows"] as JsonArray), null);
        return log.Document.ToNode();
    }

    [Vector("state/nav_row", Exact = true)]
    public static JsonNode? Row(JsonNode? input)
    {
        NavLogRow row = NavLogRow.Read(input as JsonObject);
        return new JsonObject { ["equity"] = row.Equity, ["usable"] = row.Usable };
    }

    [Vector("state/nav_series", ExactAt = "series")]
    public static JsonNode? Series(JsonNode? input)
    {
        var options = new NavLogOptions
        {
            SeriesPoints = (int)Coerce.Integer(input!["max_points"])!,
            CutoffIso = Coerce.Text(input["cutoff_iso"]),
            CutoffSecondsAgo = Coerce.AsText(input["cutoff_seconds_ago"]),
        };
        double now = Coerce.Number(input["now"])!.Value;
        using var log = new NavLog(File(input["log"]), options);
        double peak = log.LoadedPeak(now);
        log.Cut(now);
        return new JsonObject { ["series"] = log.Series.ToNode(), ["peak"] = peak, ["last_t"] = log.LastTime };
    }

    [Vector("state/intraday_drawdown")]
    public static JsonNode? IntradayDrawdown(JsonNode? input)
    {
        PeakRecord peak = PeakTracker.Next(
            Coerce.Number(input!["nav_usd"]),
            Coerce.Number(input["realized_pnl_usd_today"]),
            PeakRecord.Read(input["state"]),
            IsoTime.Parse(input["now"])!.Value,
            new DayClock(Coerce.Text(input["reset_timezone"])),
            NavAnomalyGuard.Read(input["nav_anomaly"]));
        return Payloads.Node(peak, PeakRecord.Cache.TypeInfo);
    }

    [Vector("state/nav_health", ExactAt = "stale_flags")]
    public static JsonNode? Health(JsonNode? input) => JsonSerializer.SerializeToNode(
        NavFreshness.Of(File(input!["measurement"]), Coerce.Number(input["now"])!.Value, Coerce.Number(input["threshold_s"])),
        NavStateJson.Default.NavHealth);

    [Vector("state/aum")]
    public static JsonNode? Aum(JsonNode? input) => JsonSerializer.SerializeToNode(
        AumBuilder.Build(
            Coerce.Number(input!["nav_total"])!.Value,
            input["offexchange_holdings"] as JsonObject,
            asset => Coerce.Number(input["mark_prices"]![asset]),
            asset => Coerce.Number(input["external_prices"]![asset])),
        NavStateJson.Default.AumBlock);

    [Vector("state/nav_mirror")]
    public static JsonNode? Mirror(JsonNode? input)
    {
        JsonObject? document = NavMirror.Next(
            File(input!["source"]), input["previous"], input["risk_snapshot"], Coerce.Number(input["now"])!.Value);
        var result = new JsonObject { ["written"] = document is not null };
        if (document is not null)
        {
            result["document"] = document;
        }

        return result;
    }

    /// <summary>A value that stands for a file: a text is the raw content.</summary>
    private static JsonNode? File(JsonNode? value) => Coerce.Text(value) is { } text ? JsonNodes.TryParse(text, out _) : value;
}
