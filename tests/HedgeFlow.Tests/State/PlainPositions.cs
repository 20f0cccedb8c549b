using HedgeFlow.Domain;
using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Tests.State;

/// <summary>Rows made anew and written by the serialiser alone: what the kept, encoded rows must equal byte for byte.</summary>
internal static class PlainPositions
{
    /// <summary>The rows of a tick; <paramref name="tickTs"/> stands in for a row time that has no ISO form.</summary>
    public static PositionItem[] Items(ReadOnlySpan<PositionRow> rows, double tickTs)
    {
        if (rows.IsEmpty)
        {
            return [];
        }

        var items = new PositionItem[rows.Length];
        double lastTs = tickTs;
        string tickText = IsoTime.Format(tickTs) ?? "";
        string lastText = tickText;
        for (int i = 0; i < rows.Length; i++)
        {
            ref readonly PositionRow row = ref rows[i];
            if (row.Ts != lastTs)
            {
                lastTs = row.Ts;
                lastText = IsoTime.Format(row.Ts) ?? tickText;
            }

            items[i] = new PositionItem
            {
                Symbol = row.Symbol,
                Side = PositionKey.Word(row.Side),
                PositionSide = row.ExchangeSide,
                Qty = row.Qty,
                EntryPrice = row.Entry,
                MarkPrice = row.Mark,
                Pnl = row.Pnl,
                UnrealizedPnl = row.Unrealized,
                RealizedPnl = double.IsFinite(row.Realized) ? row.Realized : null,
                Leverage = double.IsFinite(row.Leverage) ? row.Leverage : null,
                Notional = row.Notional,
                Ts = lastText,
            };
        }

        return items;
    }

    /// <summary>The canonical part of the rows.</summary>
    public static CanonicalPosition[] Canonical(ReadOnlySpan<PositionRow> rows, double tickTs) => [.. Items(rows, tickTs).Select(item => new CanonicalPosition
    {
        Symbol = item.Symbol,
        Side = item.Side,
        Qty = item.Qty,
        EntryPrice = item.EntryPrice,
        MarkPrice = item.MarkPrice,
        UnrealizedPnl = item.UnrealizedPnl,
        RealizedPnl = item.RealizedPnl,
        Notional = item.Notional,
        Leverage = item.Leverage,
        Ts = item.Ts,
        PositionSide = item.PositionSide,
    })];
}
