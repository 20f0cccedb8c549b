using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;

namespace HedgeFlow.Storage;

/// <summary>Rows of <c>events.jsonl</c>: a closed set of types, all eight members on every line. Source: services contract, unified events.</summary>
public static class UnifiedEvent
{
    private static readonly string[] Types = ["order", "fill", "cancel", "refresh", "error", "router"];
    private static readonly string[] Members = ["ts", "type", "symbol", "qty", "price", "is_maker", "slippage_bps", "metadata"];

    /// <summary>A row in the contract's member order.</summary>
    /// <param name="ts">Event time, epoch seconds UTC.</param>
    /// <param name="type">One of <c>order fill cancel refresh error router</c>.</param>
    /// <param name="symbol">Upper-case symbol, "" where there is none.</param>
    /// <param name="metadata">Never null; immutable from here on.</param>
    /// <param name="qty">Base units.</param>
    /// <param name="price">Quote per unit.</param>
    /// <param name="isMaker">Whether the order rested.</param>
    /// <param name="slippageBps">Basis points, positive = adverse.</param>
    public static JournalRow Row(
        double ts, string type, string symbol, JsonObject metadata, double? qty = null, double? price = null, bool? isMaker = null,
        double? slippageBps = null) =>
        new(JournalFiles.Events, new JsonObject
        {
            ["ts"] = IsoTime.Format(ts),
            ["type"] = type,
            ["symbol"] = symbol,
            ["qty"] = qty,
            ["price"] = price,
            ["is_maker"] = isMaker,
            ["slippage_bps"] = slippageBps,
            ["metadata"] = metadata,
        }, Ts: ts);

    /// <summary>The row of something that went wrong: order error, rejected event, stage fault, failed publish.</summary>
    /// <param name="ts">Event time, epoch seconds UTC.</param>
    /// <param name="reason">Snake-case word.</param>
    /// <param name="component">Where: stage, file or service name.</param>
    /// <param name="symbol">Upper-case symbol, "" where there is none.</param>
    /// <param name="missing">Members that a rejected row lacked.</param>
    public static JournalRow Error(double ts, string reason, string component, string symbol = "", IReadOnlyList<string>? missing = null)
    {
        var metadata = new JsonObject { ["reason"] = reason, ["component"] = component };
        if (missing is not null)
        {
            metadata["missing"] = new JsonArray([.. missing.Select(name => JsonValue.Create(name))]);
        }

        return Row(ts, "error", symbol, metadata);
    }

    /// <summary>What is wrong with a row of the file; null when it may be written.</summary>
    public static EventViolation? Validate(JsonObject payload)
    {
        ArgumentNullException.ThrowIfNull(payload);
        if (!EventSchemas.HasAll(payload, Members))
        {
            string[] missing = [.. Members.Where(name => !payload.ContainsKey(name)).Order(StringComparer.Ordinal)];
            return new EventViolation($"event missing fields: {string.Join(", ", missing)}", missing);
        }

        if (Array.IndexOf(Types, Coerce.Text(payload["type"])) < 0)
        {
            return new EventViolation("event type is not in the closed set", []);
        }

        return payload["metadata"] is JsonObject ? null : new EventViolation("event metadata must be an object", []);
    }
}
