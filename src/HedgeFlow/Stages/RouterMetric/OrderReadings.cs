using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.RouterMetric;

/// <summary>Words that every kind of order row carries, in the spellings of this engine and of older ones.</summary>
internal static class OrderReadings
{
    /// <summary>Code of the exchange for a post-only order that would have taken liquidity.</summary>
    private const long PostOnlyRejectCode = -2010;

    /// <summary>Upper-case <c>result.status</c>, else <c>status</c>; CANCELLED reads CANCELED; "" when neither is a text.</summary>
    public static string Status(JsonObject row)
    {
        string status = Word((row["result"] as JsonObject)?["status"]);
        status = status.Length > 0 ? status : Word(row["status"]);
        return status == "CANCELLED" ? "CANCELED" : status;
    }

    /// <summary>Upper-case <c>order_type</c>, else <c>type</c>.</summary>
    public static string Type(JsonObject row)
    {
        string type = Word(row["order_type"]);
        return type.Length > 0 ? type : Word(row["type"]);
    }

    /// <summary>True when the exchange took the order, or a dry run pretended to.</summary>
    public static bool IsAccepted(string status) => status is "NEW" or "PARTIALLY_FILLED" or "FILLED" or "DRY_RUN";

    /// <summary>A flag, or GTX as time in force, or the type POST_ONLY.</summary>
    public static bool IsPostOnly(JsonObject row) =>
        Coerce.Flag(row["post_only"]) || Coerce.Flag(row["postOnly"]) || Type(row) == "POST_ONLY"
        || Word(row["timeInForce"]) == "GTX" || Word(row["time_in_force"]) == "GTX";

    /// <summary>True when the row's error is the exchange's answer to a post-only order that would have matched.</summary>
    public static bool HasPostOnlyError(JsonObject row)
    {
        var classification = row["classification"] as JsonObject;
        return Coerce.Number(row["code"]) is PostOnlyRejectCode
            || Coerce.Number(classification?["code"]) is PostOnlyRejectCode
            || SaysItWouldMatch(row["message"]) || SaysItWouldMatch(row["reason"]) || SaysItWouldMatch(classification?["message"]);
    }

    /// <summary>The order's own id, <c>clientOrderId</c> or else <c>orderId</c>; null without one.</summary>
    public static string? OrderId(JsonObject row)
    {
        string? client = Coerce.AsText(row["clientOrderId"]);
        return string.IsNullOrEmpty(client) ? Id(row["orderId"]) : client;
    }

    /// <summary>An id as text, numbers without a fraction; null when blank, absent or 0.</summary>
    public static string? Id(JsonNode? node) => Coerce.AsText(node)?.Trim() is { Length: > 0 } id && id != "0" ? id : null;

    /// <summary>True when the order is a slice of a TWAP parent.</summary>
    public static bool IsTwap(JsonObject row) =>
        row["twap"] is JsonObject || Word(row["execution_style"]) == "TWAP" || Word(row["route"]) == "TWAP";

    /// <summary>Booleans, numbers and the texts that mean yes or no.</summary>
    public static bool ReadsAsFlag(JsonNode node) =>
        Coerce.Boolean(node) is not null || Coerce.Number(node) is not null
        || Coerce.Text(node)?.Trim().ToLowerInvariant() is "" or "true" or "false" or "yes" or "no" or "on" or "off";

    private static bool SaysItWouldMatch(JsonNode? text) =>
        Coerce.Text(text)?.Contains("immediately match", StringComparison.OrdinalIgnoreCase) == true;

    private static string Word(JsonNode? node) => Coerce.Text(node)?.Trim().ToUpperInvariant() ?? "";
}
