using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using static HedgeFlow.Host.Dashboard.BoardData;

namespace HedgeFlow.Host.Dashboard.Panels;

/// <summary>Open positions with their exits. Percent is of the entry value, by the side of the position.</summary>
internal static class PositionsPanel
{
    public static void Build(BoardData data, PanelView view)
    {
        JsonObject? document = data.Pick("positions_state", "positions").Document;
        if ((document?["positions"] ?? document?["items"] ?? document?["rows"]) is not JsonArray rows)
        {
            view.Note("unavailable", "bad");
            return;
        }

        JsonObject? ledger = data.Document("positions_ledger");
        Dictionary<string, string>? exits = ledger is null ? null : Exits(ledger);
        view.From(data, "positions_ledger");
        double time = Number(document, "updated_ts") ?? data.Now;
        view.Table(
            "positions",
            "Open positions",
            [("Symbol", "symbol"), ("Side", "side"), ("Qty", "qty"), ("Entry", "price"), ("Mark", "price"), ("Notional", "usd"), ("PnL $", "pnl"), ("PnL %", "pnlpct"), ("Trend", "spark"), ("Lev", "num"), ("TP / SL", "text")],
            rows.OfType<JsonObject>().Where(row => Number(row, "qty", "positionAmt") is not 0).Take(400).Select(row => Row(data, row, exits, time)),
            "flat");
    }

    private static JsonArray Row(BoardData data, JsonObject row, Dictionary<string, string>? exits, double time)
    {
        string symbol = Text(row, "symbol") ?? "", side = (Text(row, "side", "positionSide") ?? "").ToUpperInvariant();
        double? entry = Number(row, "entry_price", "entryPrice"), mark = Number(row, "mark_price", "markPrice"), pnl = Number(row, "unrealized_pnl", "unrealized", "pnl");
        double? percent = entry > 0 && mark is { } price ? (price - entry) / entry * 100 * (side == "SHORT" ? -1 : 1) : null;
        string key = $"{symbol}:{side}";
        return new JsonArray(
            Cell(symbol),
            Cell(side),
            Cell(Number(row, "qty", "positionAmt")),
            Cell(entry),
            Cell(mark),
            Cell(Number(row, "notional")),
            Cell(pnl),
            Cell(percent),
            Spark.Cell(data.History.Add("pnl/" + key, time, pnl), "PnL of " + symbol),
            Cell(Number(row, "leverage")),
            Cell(exits?.GetValueOrDefault(key, "none")));
    }

    private static Dictionary<string, string> Exits(JsonObject ledger)
    {
        var exits = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (JsonObject entry in Objects(ledger["entries"]))
        {
            string key = Coerce.Text(entry["position_key"]) ?? $"{Text(entry, "symbol")}:{Text(entry, "side")}";
            bool tp = Number(entry, "tp") is not null, sl = Number(entry, "sl") is not null;
            exits[key] = (tp, sl) switch { (true, true) => "TP + SL", (true, false) => "TP only", (false, true) => "SL only", _ => "none" };
        }

        return exits;
    }
}
