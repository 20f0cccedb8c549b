using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.RouterMetric;

/// <summary>
/// Makes router events of order-metric rows, ours and older ones. Whatever does not fit its type reads as missing and is
/// counted; nothing throws. Source: router contract, records read, coercion, event health.
/// </summary>
public static class RouterEventReader
{
    private static readonly string[] NumberFields =
        ["slippage_bps", "slip_bps", "ack_latency_ms", "latency_ms", "realized_pnl", "notional"];

    private static readonly string[] FlagFields =
        ["is_maker_final", "maker_start", "started_maker", "used_fallback", "is_maker", "fallback", "is_fallback", "rejected", "is_rejected"];

    /// <summary>The event of a row. <paramref name="ts"/> stands in for a row that carries no time of its own.</summary>
    public static RouterEvent Read(JsonObject row, double ts = double.NaN, RouterIntake? intake = null)
    {
        ArgumentNullException.ThrowIfNull(row);
        double time = IsoTime.Parse(row["ts"]) ?? ts;
        string symbol = Coerce.Symbol(row["symbol"]);
        intake?.CountMetric(!double.IsNaN(time), symbol.Length > 0, Unreadable(row));
        return new RouterEvent
        {
            Symbol = symbol,
            Ts = time,
            Flags = Flags(row),
            SlippageBps = Coerce.Number(row["slippage_bps"]) ?? double.NaN,
            EventSlippageBps = Coerce.First(row, "slippage_bps", "slip_bps") ?? double.NaN,
            AckLatencyMs = Coerce.First(row, "ack_latency_ms", "latency_ms") ?? double.NaN,
            RealizedPnl = Coerce.Number(row["realized_pnl"]) ?? 0,
            Notional = Coerce.Number(row["notional"]) ?? 0,
        };
    }

    private static RouterEventFlags Flags(JsonObject row)
    {
        RouterEventFlags flags = RouterEventFlags.None;
        void Set(RouterEventFlags flag, bool on) => flags |= on ? flag : RouterEventFlags.None;

        bool makerFinal = Coerce.Flag(row["is_maker_final"]);
        bool makerStart = Coerce.Flag(row["maker_start"]) || Coerce.Flag(row["started_maker"]);
        bool usedFallback = Coerce.Flag(row["used_fallback"]);
        string status = OrderReadings.Status(row);
        bool refused = status is "REJECTED" or "EXPIRED";
        Set(RouterEventFlags.HasMakerFinal, row.ContainsKey("is_maker_final"));
        Set(RouterEventFlags.MakerFinal, makerFinal);
        Set(RouterEventFlags.MakerStart, makerStart);
        Set(RouterEventFlags.UsedFallback, usedFallback);
        Set(RouterEventFlags.Marker, row.ContainsKey("event"));

        bool maker = row["is_maker"] is { } isMaker ? Coerce.Flag(isMaker) : makerFinal;
        Set(RouterEventFlags.CountsAsMaker, maker || OrderReadings.Type(row) is "MAKER" or "LIMIT" or "POST_ONLY");
        Set(RouterEventFlags.CountsAsFallback, usedFallback || Coerce.Flag(row["fallback"]) || Coerce.Flag(row["is_fallback"]));
        Set(RouterEventFlags.Rejected, refused || Coerce.Flag(row["rejected"]) || Coerce.Flag(row["is_rejected"]));
        Set(RouterEventFlags.PostOnlyReject, refused && (makerStart || OrderReadings.IsPostOnly(row)));
        return flags;
    }

    /// <summary>How many members are present, not null, and not of their type.</summary>
    private static int Unreadable(JsonObject row)
    {
        int count = row["ts"] is { } ts && IsoTime.Parse(ts) is null ? 1 : 0;
        count += row["symbol"] is { } symbol && Coerce.Text(symbol) is null ? 1 : 0;
        foreach (string field in NumberFields)
        {
            count += row[field] is { } value && Coerce.Number(value) is null ? 1 : 0;
        }

        foreach (string field in FlagFields)
        {
            count += row[field] is { } value && !OrderReadings.ReadsAsFlag(value) ? 1 : 0;
        }

        return count;
    }
}
