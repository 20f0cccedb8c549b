using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.Risk.Health;

/// <summary>A row of <c>orders_executed.jsonl</c> as the fill statistics need it. Missing numbers are NaN. Source: risk contract, records read.</summary>
public readonly record struct FillRow
{
    private static readonly string[] TimeKeys = ["ts", "ts_fill_last", "timestamp"];

    public required string Symbol { get; init; }

    /// <summary>Epoch seconds; NaN = undated.</summary>
    public double Ts { get; init; }

    /// <summary>Quote per base unit, above 0.</summary>
    public double Price { get; init; }

    /// <summary>Base units, above 0.</summary>
    public double Qty { get; init; }

    /// <summary>USD.</summary>
    public double Pnl { get; init; }

    /// <summary>USD.</summary>
    public double Fee { get; init; }

    /// <summary>Order whose cumulative fill this is: a later row of it replaces this one. Null = stands for itself.</summary>
    public string? Order { get; init; }

    public static FillRow Read(JsonObject row)
    {
        ArgumentNullException.ThrowIfNull(row);
        double ts = double.NaN;
        foreach (string key in TimeKeys)
        {
            if (IsoTime.Parse(row[key]) is > 0 and { } time)
            {
                ts = time;
                break;
            }
        }

        return new FillRow
        {
            Symbol = Coerce.Symbol(row["symbol"]),
            Ts = ts,
            Price = Coerce.FirstPositive(row, "avgPrice", "price") ?? double.NaN,
            Qty = Coerce.FirstPositive(row, "executedQty", "qty", "origQty") ?? double.NaN,
            Pnl = Coerce.First(row, "realized_pnl", "realized_pnl_usd", "realizedPnlUsd", "pnl_usd", "pnl") ?? double.NaN,
            Fee = Coerce.First(row, "fee_total", "fees", "fee", "commission") ?? double.NaN,
            Order = OrderOf(row),
        };
    }

    /// <summary>Fills are written again with the order's new totals; closes are not.</summary>
    private static string? OrderOf(JsonObject row)
    {
        if (row["executedQty"] is null)
        {
            return null;
        }

        string? id = Coerce.AsText(row["orderId"]);
        id = string.IsNullOrEmpty(id) || id == "0" ? Coerce.AsText(row["clientOrderId"]) : id;
        return string.IsNullOrEmpty(id) ? null : id;
    }
}
