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

    /// <summary>The slot of that name, -1 when it is none.</summary>
    public static int Find(ReadOnlySpan<byte> name)
    {
        switch (name.Length)
        {
            case 3:
                return name.SequenceEqual("qty"u8) ? 0 : name.SequenceEqual("pnl"u8) ? 17 : -1;
            case 4:
                return name.SequenceEqual("size"u8) ? 4 : name.SequenceEqual("mark"u8) ? 12 : -1;
            case 5:
                return name.SequenceEqual("entry"u8) ? 7 : -1;
            case 6:
                return name.SequenceEqual("amount"u8) ? 3 : -1;
            case 7:
                return name.SequenceEqual("pnl_usd"u8) ? 18 : -1;
            case 8:
                return name.SequenceEqual("leverage"u8) ? 22 : name.SequenceEqual("realized"u8) ? 20 : -1;
            case 9:
                return name.SequenceEqual("markPrice"u8) ? 10 : -1;
            case 10:
                return name.SequenceEqual("entryPrice"u8) ? 5
                    : name.SequenceEqual("mark_price"u8) ? 11
                    : name.SequenceEqual("unrealized"u8) ? 14 : -1;
            case 11:
                return name.SequenceEqual("positionAmt"u8) ? 1 : name.SequenceEqual("entry_price"u8) ? 6 : -1;
            case 12:
                return name.SequenceEqual("position_amt"u8) ? 2
                    : name.SequenceEqual("latest_price"u8) ? 13
                    : name.SequenceEqual("realized_pnl"u8) ? 19 : -1;
            case 13:
                return name.SequenceEqual("avgEntryPrice"u8) ? 9 : -1;
            case 14:
                return name.SequenceEqual("unrealized_pnl"u8) ? 16 : name.SequenceEqual("realizedProfit"u8) ? 21 : -1;
            case 15:
                return name.SequenceEqual("avg_entry_price"u8) ? 8 : -1;
            case 16:
                return name.SequenceEqual("unRealizedProfit"u8) ? 15 : -1;
            default:
                return -1;
        }
    }
}
