using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.RouterMetric;

namespace HedgeFlow.Stages.Shadow;

/// <summary>
/// One run of the shadow pipeline: what size and route an intent would have got. Pure: it calls nobody, writes nothing and
/// influences nothing. Source: services contract, shadow decision.
/// </summary>
public static class ShadowDecision
{
    /// <summary>The record, or null when a number of the intent is there and cannot be read.</summary>
    public static JsonObject? Build(ShadowInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        JsonObject signal = inputs.Signal;
        JsonObject nav = inputs.NavState;
        var read = new Reader();
        JsonArray rows = Rows(inputs.PositionsState);
        double notional = read.First(signal["notional"], signal["quote_notional"]);
        double price = read.First(signal["price"]);
        double openQty = read.First(signal["symbol_open_qty"], nav["symbol_open_qty"]);
        double qty = read.First(signal["qty"], signal["quantity"]);
        double count = Math.Truncate(read.First(signal["open_positions_count"]));
        double leverage = read.First(signal["leverage"], signal["lev"]);
        double tierGross = read.First(signal["tier_gross_notional"]);
        double gross = read.First(signal["current_gross_notional"], nav["portfolio_gross_usd"]);
        double navUsd = read.First(nav["nav_usd"], nav["nav"]);
        if (read.Failed)
        {
            return null;
        }

        openQty = openQty > 0 ? openQty : LargestQty(rows, inputs.Symbol);
        qty = qty > 0 ? qty : price > 0 ? notional / price : qty;
        count = count > 0 ? count : rows.Count(row => Math.Abs(QtyOf(row)) > 0);
        string side = (FirstText(signal["side"], signal["signal"]) ?? "BUY").Trim().ToUpperInvariant();
        var intent = new JsonObject
        {
            ["symbol"] = inputs.Symbol,
            ["side"] = side,
            ["qty"] = qty,
            ["quote_notional"] = notional,
            ["leverage"] = leverage == 0 ? 1.0 : leverage,
            ["price"] = price,
            ["tier_name"] = FirstText(signal["tier"]) ?? inputs.Tier,
            ["tier_gross_notional"] = tierGross,
            ["current_gross_notional"] = gross,
            ["symbol_open_qty"] = openQty,
            ["nav_usd"] = navUsd,
            ["open_positions_count"] = (long)count,
            ["strategy_id"] = null,
            ["account_mode"] = null,
            ["metadata"] = new JsonObject { ["signal"] = JsonNodes.FiniteCopy(signal), ["nav_state"] = JsonNodes.FiniteCopy(nav) },
        };
        return Record(inputs, intent, side, qty, notional, price);
    }

    private static JsonObject Record(ShadowInputs inputs, JsonObject intent, string side, double qty, double notional, double price)
    {
        JsonObject signal = inputs.Signal;
        bool allowed = Coerce.Boolean(inputs.RiskDecision["allowed"]) == true;
        var risk = (JsonObject)JsonNodes.FiniteCopy(inputs.RiskDecision)!;
        if (risk["clamped_qty"] is null)
        {
            risk["clamped_qty"] = qty;
        }

        var sizing = new JsonObject
        {
            ["screener_gross_usd"] = FirstNumber(signal["screener_gross_usd"], signal["gross_usd"], signal["desired_gross_usd"], signal["notional"]),
            ["executor_gross_usd"] = notional,
            ["sized_gross_usd"] = allowed ? notional : null,
        };
        var record = new JsonObject
        {
            ["symbol"] = inputs.Symbol,
            ["intent"] = intent,
            ["risk_decision"] = risk,
            ["sizing"] = sizing,
        };
        if (allowed)
        {
            double px = price != 0 ? price : Coerce.Number(signal["price_hint"]) ?? 0;
            record["size_decision"] = new JsonObject { ["gross_usd"] = notional, ["qty"] = qty };
            record["router_decision"] = new JsonObject
            {
                ["policy"] = new JsonObject
                {
                    ["maker_first"] = inputs.RouterPolicy["maker_first"]?.DeepClone(),
                    ["taker_bias"] = inputs.RouterPolicy["taker_bias"]?.DeepClone(),
                    ["quality"] = inputs.RouterPolicy["quality"]?.DeepClone(),
                },
                ["offset_bps"] = inputs.OffsetBps,
                ["effective_px"] = new JsonObject
                {
                    ["maker"] = ExecutionPrice.Effective(px, side, true, inputs.MakerFeeBps, inputs.TakerFeeBps),
                    ["taker"] = ExecutionPrice.Effective(px, side, false, inputs.MakerFeeBps, inputs.TakerFeeBps),
                },
                ["sized"] = new JsonObject { ["gross_usd"] = notional, ["qty"] = qty },
            };
        }

        record["timestamp"] = inputs.Now;
        if (Coerce.AsText(signal["attempt_id"]) is { Length: > 0 } attempt)
        {
            record["attempt_id"] = attempt;
        }

        if (inputs.Heartbeat)
        {
            record["heartbeat"] = true;
        }

        return record;
    }

    private static JsonArray Rows(JsonObject positions)
    {
        foreach (string key in (ReadOnlySpan<string>)["positions", "items", "rows"])
        {
            if (positions[key] is JsonArray { Count: > 0 } rows)
            {
                return rows;
            }
        }

        return [];
    }

    private static double LargestQty(JsonArray rows, string symbol)
    {
        double largest = 0;
        foreach (JsonNode? row in rows)
        {
            if (row is JsonObject map && string.Equals(Coerce.Text(map["symbol"]), symbol, StringComparison.OrdinalIgnoreCase))
            {
                largest = Math.Max(largest, Math.Abs(QtyOf(map)));
            }
        }

        return largest;
    }

    private static double QtyOf(JsonNode? row) => row is not JsonObject map ? 0 : FirstNumber(map["qty"], map["positionAmt"]);

    /// <summary>The first value that is neither zero nor empty; one that is no number counts as 0.</summary>
    private static double FirstNumber(params ReadOnlySpan<JsonNode?> values)
    {
        foreach (JsonNode? value in values)
        {
            if (Coerce.Truthy(value))
            {
                return Coerce.Number(value) ?? 0;
            }
        }

        return 0;
    }

    private static string? FirstText(params ReadOnlySpan<JsonNode?> values)
    {
        foreach (JsonNode? value in values)
        {
            if (Coerce.Truthy(value) && Coerce.AsText(value) is { } text)
            {
                return text;
            }
        }

        return null;
    }

    /// <summary>Numbers of the intent: one that is there and cannot be read means that there is no record.</summary>
    private struct Reader
    {
        public bool Failed { get; private set; }

        public double First(params ReadOnlySpan<JsonNode?> values)
        {
            foreach (JsonNode? value in values)
            {
                if (!Coerce.Truthy(value))
                {
                    continue;
                }

                if (Coerce.Number(value) is { } number)
                {
                    if (number != 0)
                    {
                        return number;
                    }

                    continue;
                }

                Failed = true;
                return 0;
            }

            return 0;
        }
    }
}
