using System.Text.Json.Serialization;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;

namespace HedgeFlow.State;

/// <summary>One open position as <c>positions.json</c> shows it, in every spelling that a contract version reads.</summary>
public sealed record PositionItem
{
    public required string Symbol { get; init; }

    /// <summary><c>LONG</c> or <c>SHORT</c>.</summary>
    public required string Side { get; init; }

    /// <summary>The exchange's word: <c>LONG</c>, <c>SHORT</c> or <c>BOTH</c>.</summary>
    [JsonPropertyName("positionSide")]
    public required string PositionSide { get; init; }

    /// <summary>Base units, negative = short.</summary>
    [Finite]
    public required double Qty { get; init; }

    [Finite]
    public required double EntryPrice { get; init; }

    [Finite]
    [JsonPropertyName("entryPrice")]
    public double EntryPriceCamel => EntryPrice;

    [Finite]
    public required double MarkPrice { get; init; }

    [Finite]
    [JsonPropertyName("markPrice")]
    public double MarkPriceCamel => MarkPrice;

    /// <summary>(mark − entry) × qty, USD.</summary>
    [Finite]
    public required double Pnl { get; init; }

    /// <summary>Supplied by the exchange, else <see cref="Pnl"/>; USD.</summary>
    [Finite]
    public required double UnrealizedPnl { get; init; }

    [Finite]
    public double Unrealized => UnrealizedPnl;

    /// <summary>USD.</summary>
    public required double? RealizedPnl { get; init; }

    public required double? Leverage { get; init; }

    /// <summary>|qty| × mark, USD.</summary>
    [Finite]
    public required double Notional { get; init; }

    /// <summary>ISO time of the row.</summary>
    public required string Ts { get; init; }

    /// <summary>The rows of a tick; <paramref name="tickTs"/> stands in for a row time that has no ISO form.</summary>
    public static PositionItem[] Of(ReadOnlySpan<PositionRow> rows, double tickTs)
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
}
