using System.Globalization;
using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.Executor.Orders;

/// <summary>
/// An order as the exchange's interface wants it: only known parameters, words in upper case, numbers as shortest text.
/// Source: services contract, wire parameters.
/// </summary>
public static class OrderRequestParams
{
    private static readonly string[] Whitelist =
        ["symbol", "side", "type", "quantity", "price", "timeInForce", "positionSide", "reduceOnly", "newClientOrderId", "closePosition"];

    /// <param name="order">The order, unknown members allowed.</param>
    /// <param name="positions">Open rows with <c>symbol, positionSide, qty</c>; null = none.</param>
    public static JsonObject Build(JsonObject order, JsonArray? positions)
    {
        ArgumentNullException.ThrowIfNull(order);
        var request = new JsonObject();
        foreach (string name in Whitelist)
        {
            if (Value(name, order[name]) is { } value)
            {
                request[name] = value;
            }
        }

        switch (Coerce.Text(request["type"]))
        {
            case "MARKET":
                request.Remove("price");
                request.Remove("timeInForce");
                break;
            case "LIMIT" when request.ContainsKey("reduceOnly") && ClosesOpenLeg(request, positions):
                request.Remove("quantity");
                request.Remove("reduceOnly");
                request["closePosition"] = true;
                break;
        }

        return request;
    }

    /// <summary>What a dry run answers in the exchange's place: id 0, nothing executed.</summary>
    public static JsonObject DryRunResponse(JsonObject request, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new JsonObject
        {
            ["dryRun"] = true,
            ["orderId"] = 0,
            ["symbol"] = request["symbol"]?.DeepClone(),
            ["side"] = request["side"]?.DeepClone(),
            ["type"] = request["type"]?.DeepClone(),
            ["status"] = "DRY_RUN",
            ["origQty"] = request["quantity"]?.DeepClone() ?? "0",
            ["executedQty"] = "0",
            ["avgPrice"] = "0.0",
            ["updateTime"] = nowMs,
        };
    }

    private static JsonNode? Value(string name, JsonNode? node)
    {
        switch (name)
        {
            case "reduceOnly" or "closePosition":
                return Coerce.Flag(node) ? true : null;
            case "price" when Coerce.Number(node) is 0:
                return null;
            case "quantity" or "price" when Coerce.JsonNumber(node) is { } number && SymbolFilters.Decimal(number) is { } exact:
                return exact.ToString(CultureInfo.InvariantCulture);
            case "quantity" or "price" or "newClientOrderId":
                return Coerce.AsText(node) is { Length: > 0 } text ? text : null;
            default:
                return Coerce.AsText(node)?.Trim().ToUpperInvariant() is { Length: > 0 } word ? word : null;
        }
    }

    private static bool ClosesOpenLeg(JsonObject request, JsonArray? positions)
    {
        string symbol = Coerce.Symbol(request["symbol"]);
        if (!symbol.EndsWith("USDT", StringComparison.Ordinal) && !symbol.EndsWith("USD", StringComparison.Ordinal))
        {
            return false;
        }

        bool sell = Coerce.Text(request["side"]) == "SELL";
        foreach (JsonNode? node in positions ?? [])
        {
            if (node is JsonObject row && Coerce.Symbol(row["symbol"]) == symbol
                && Coerce.Symbol(row["positionSide"]) == Coerce.Symbol(request["positionSide"])
                && Coerce.Number(row["qty"]) is { } qty && (sell ? qty > 0 : qty < 0))
            {
                return true;
            }
        }

        return false;
    }
}
