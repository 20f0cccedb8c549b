using System.Text.Json.Nodes;
using HedgeFlow.Domain;

namespace HedgeFlow.Stages.Executor;

/// <summary>Where a fact of the feed, or of the paper router, is journalled. Source: services contract, JSONL inventory.</summary>
public static class FactRows
{
    /// <summary>The line of the fact, or null for kinds that are inputs only (snapshots, intents, candles, factors).</summary>
    public static JournalRow? Of(OrderFact fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        return fact.Kind switch
        {
            FeedKind.OrderAck => Enveloped(fact, JournalFiles.OrdersExecuted, "order_ack"),
            FeedKind.OrderFill => Enveloped(fact, JournalFiles.OrdersExecuted, "order_fill"),
            FeedKind.OrderClose => Enveloped(fact, JournalFiles.OrdersExecuted, "order_close"),
            FeedKind.OrderError => Enveloped(fact, JournalFiles.OrdersExecuted, "order_error"),
            FeedKind.RiskVeto => Enveloped(fact, JournalFiles.RiskVetoes, "risk_veto"),
            FeedKind.OrderMetric => new JournalRow(JournalFiles.OrderMetrics, Copy(fact.Payload, keepTs: true), null, fact.Ts),
            _ => null,
        };
    }

    private static JournalRow Enveloped(OrderFact fact, string file, string type) => new(file, Copy(fact.Payload, keepTs: false), type, fact.Ts);

    /// <summary>The payload without what only the feed needs; the envelope brings its own time and type.</summary>
    private static JsonObject Copy(JsonObject payload, bool keepTs)
    {
        var copy = new JsonObject();
        foreach (KeyValuePair<string, JsonNode?> member in payload)
        {
            if (member.Key is "kind" or "event_type" || (member.Key == "ts" && !keepTs))
            {
                continue;
            }

            copy[member.Key] = member.Value?.DeepClone();
        }

        return copy;
    }
}
