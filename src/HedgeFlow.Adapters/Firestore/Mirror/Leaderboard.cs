using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Adapters.Firestore.Mirror;

/// <summary>Positions summed per symbol, the largest first. USD. Source: services contract, remote documents' sources.</summary>
public static class Leaderboard
{
    private static readonly string[] Lists = ["items", "rows", "positions"];

    /// <summary><c>{items[{symbol, notional, pnl}], updated_at}</c>; null when the document has no list of rows.</summary>
    public static JsonObject? Of(JsonObject? positions)
    {
        JsonArray? rows = Lists.Select(name => positions?[name]).OfType<JsonArray>().FirstOrDefault();
        if (rows is null)
        {
            return null;
        }

        var sums = new Dictionary<string, (double Notional, double Pnl)>(StringComparer.Ordinal);
        foreach (JsonObject row in rows.OfType<JsonObject>())
        {
            string symbol = Coerce.Symbol(row["symbol"]);
            if (symbol.Length > 0)
            {
                (double notional, double pnl) = sums.GetValueOrDefault(symbol);
                sums[symbol] = (notional + (Coerce.Number(row["notional"]) ?? 0), pnl + (Coerce.First(row, "pnl", "unrealized_pnl", "unrealized") ?? 0));
            }
        }

        var items = new JsonArray();
        foreach ((string symbol, (double notional, double pnl)) in sums.OrderByDescending(s => s.Value.Notional).ThenBy(s => s.Key, StringComparer.Ordinal))
        {
            items.Add(new JsonObject { ["symbol"] = symbol, ["notional"] = notional, ["pnl"] = pnl });
        }

        return new JsonObject { ["items"] = items, ["updated_at"] = (positions!["updated_at"] ?? positions["updated_ts"])?.DeepClone() };
    }
}
