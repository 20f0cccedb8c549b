using System.Text.Json.Nodes;

namespace HedgeFlow.Storage;

/// <summary>
/// Members that the lines of the order log must have; a null counts as there. Types that are not listed are not checked.
/// Source: services contract, required-field enforcement.
/// </summary>
public static class EventSchemas
{
    private static readonly Dictionary<string, string[]> Required = new(StringComparer.Ordinal)
    {
        ["order_ack"] = ["symbol", "side", "ts_ack", "orderId", "clientOrderId", "request_qty", "order_type", "status"],
        ["order_fill"] =
        [
            "symbol", "side", "ts_fill_first", "ts_fill_last", "orderId", "clientOrderId", "executedQty", "avgPrice", "fee_total", "feeAsset",
            "tradeIds", "status",
        ],
        ["order_close"] =
        [
            "symbol", "ts_close", "orderId", "clientOrderId", "realizedPnlUsd", "fees_total", "position_size_before", "position_size_after",
        ],
        ["order_error"] = ["symbol", "side", "reason"],
    };

    /// <summary>Required members in the order of the contract; none for a type that is not checked.</summary>
    public static IReadOnlyList<string> RequiredOf(string eventType) => Required.GetValueOrDefault(eventType) ?? [];

    /// <summary>What is wrong with the payload of a line of this type; null when it may be written.</summary>
    public static EventViolation? Validate(string eventType, JsonObject payload)
    {
        ArgumentNullException.ThrowIfNull(payload);
        string[] required = Required.GetValueOrDefault(eventType) ?? [];
        if (!HasAll(payload, required))
        {
            string[] missing = [.. required.Where(name => !payload.ContainsKey(name)).Order(StringComparer.Ordinal)];
            return new EventViolation($"{eventType} missing fields: {string.Join(", ", missing)}", missing);
        }

        return eventType == "order_fill" && payload["tradeIds"] is not (null or JsonArray)
            ? new EventViolation("order_fill tradeIds must be a sequence", [])
            : null;
    }

    internal static bool HasAll(JsonObject payload, string[] members)
    {
        foreach (string member in members)
        {
            if (!payload.ContainsKey(member))
            {
                return false;
            }
        }

        return true;
    }
}
