namespace HedgeFlow.Feed;

/// <summary>
/// Names under which a position row may carry its numbers, in order of preference within each meaning. A row's numbers
/// are collected by slot (the index of the name) and resolved once the whole row is known, so member order is free.
/// Source: state contract, position rows.
/// </summary>
internal static class PositionAliases
{
    public const int Count = 23;

    public static readonly Range Qty = 0..5;
    public static readonly Range Entry = 5..10;
    public static readonly Range Mark = 10..14;
    public static readonly Range Unrealized = 14..19;
    public static readonly Range Realized = 19..22;
    public const int Leverage = 22;

    private static readonly string[] NamesBySlot =
    [
        "qty", "positionAmt", "position_amt", "amount", "size",
        "entryPrice", "entry_price", "entry", "avg_entry_price", "avgEntryPrice",
        "markPrice", "mark_price", "mark", "latest_price",
        "unrealized", "unRealizedProfit", "unrealized_pnl", "pnl", "pnl_usd",
        "realized_pnl", "realized", "realizedProfit",
        "leverage",
    ];

    public static ReadOnlySpan<string> Names => NamesBySlot;
}
