using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;

namespace HedgeFlow.Tests.Conformance.State;

/// <summary>Position mappings of a vector as the feed hands them to the executor.</summary>
internal static class RawRows
{
    public static PooledList<RawPosition> Of(JsonNode? rows)
    {
        var list = new PooledList<RawPosition>();
        foreach (JsonNode? row in rows as JsonArray ?? [])
        {
            if (row is JsonObject map)
            {
                list.Add(Read(map));
            }
        }

        return list;
    }

    public static Dictionary<string, double> Prices(JsonNode? prices)
    {
        var map = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (KeyValuePair<string, JsonNode?> price in prices as JsonObject ?? [])
        {
            if (Coerce.Number(price.Value) is { } number)
            {
                map[price.Key] = number;
            }
        }

        return map;
    }

    public static PooledList<PositionRow> Normalized(JsonNode? rows, JsonNode? prices, double now)
    {
        using PooledList<RawPosition> raw = Of(rows);
        var result = new PooledList<PositionRow>();
        new HedgeFlow.Stages.Executor.Positions.PositionNormalizer().Normalize(raw.Span, Prices(prices), now, result);
        return result;
    }

    private static RawPosition Read(JsonObject row)
    {
        double? qty = null;
        foreach (string alias in (string[])["qty", "positionAmt", "position_amt", "amount", "size"])
        {
            if (Coerce.Number(row[alias]) is { } number)
            {
                qty = qty is null or 0 ? number : qty;
            }
        }

        string word = ((string[])["positionSide", "position_side", "side"])
            .Select(key => Coerce.Symbol(row[key])).FirstOrDefault(text => text.Length > 0) ?? "";
        return new RawPosition
        {
            Symbol = Coerce.Symbol(row["symbol"]),
            Qty = qty ?? double.NaN,
            Word = word switch
            {
                "LONG" or "BUY" => PositionSideWord.Long,
                "SHORT" or "SELL" => PositionSideWord.Short,
                _ => PositionSideWord.BySign,
            },
            ExchangeSide = Coerce.Symbol(row["positionSide"]) is "LONG" or "SHORT" or "BOTH" ? Coerce.Symbol(row["positionSide"]) : "BOTH",
            Entry = Coerce.FirstPositive(row, "entryPrice", "entry_price", "entry", "avg_entry_price", "avgEntryPrice") ?? double.NaN,
            Mark = Coerce.FirstPositive(row, "markPrice", "mark_price", "mark", "latest_price") ?? double.NaN,
            Unrealized = Coerce.First(row, "unrealized", "unRealizedProfit", "unrealized_pnl", "pnl", "pnl_usd") ?? double.NaN,
            Realized = Coerce.First(row, "realized_pnl", "realized", "realizedProfit") ?? double.NaN,
            Leverage = Coerce.Number(row["leverage"]) ?? double.NaN,
            UpdatedTs = IsoTime.Parse(row["updated_at"]) ?? double.NaN,
        };
    }
}
