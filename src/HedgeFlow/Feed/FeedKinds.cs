using HedgeFlow.Domain;

namespace HedgeFlow.Feed;

/// <summary>Names of the feed kinds and the members that each must have besides its time. Source: feed contract and order event contract.</summary>
public static class FeedKinds
{
    /// <summary>How many kinds there are; <see cref="FeedKind"/> counts from 0.</summary>
    public const int Count = 10;

    private static readonly string[] Names =
    [
        "snapshot", "intent", "order_ack", "order_fill", "order_close", "order_error", "order_metric", "risk_veto", "candle", "factors",
    ];

    private static readonly string[][] RequiredMembers =
    [
        ["seq"],
        ["symbol", "signal"],
        ["symbol", "side", "ts_ack", "orderId", "clientOrderId", "request_qty", "order_type", "status"],
        [
            "symbol", "side", "ts_fill_first", "ts_fill_last", "orderId", "clientOrderId", "executedQty", "avgPrice", "fee_total", "feeAsset",
            "tradeIds", "status",
        ],
        ["symbol", "ts_close", "orderId", "clientOrderId", "realizedPnlUsd", "fees_total", "position_size_before", "position_size_after"],
        ["symbol", "side", "reason"],
        ["symbol", "attempt_id"],
        ["symbol", "veto_reason"],
        ["symbol", "interval", "open", "high", "low", "close"],
        ["symbol", "direction", "factors"],
    ];

    /// <summary>The word in the feed, for example <c>order_ack</c>.</summary>
    public static string Name(FeedKind kind) => Names[(int)kind];

    /// <summary>Members that must be there, in the order in which a missing one is named; null counts as there.</summary>
    public static ReadOnlySpan<string> Required(FeedKind kind) => RequiredMembers[(int)kind];

    /// <summary>The kind of that name; names are case-sensitive.</summary>
    public static bool TryParse(string name, out FeedKind kind)
    {
        int index = Array.IndexOf(Names, name);
        kind = (FeedKind)Math.Max(index, 0);
        return index >= 0;
    }

    /// <summary>The kind of a row of a native log; only order events and vetoes have one.</summary>
    internal static bool TryParseEventType(string eventType, out FeedKind kind) =>
        TryParse(eventType, out kind)
        && kind is FeedKind.OrderAck or FeedKind.OrderFill or FeedKind.OrderClose or FeedKind.OrderError or FeedKind.RiskVeto;
}
