using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Feed;

/// <summary>
/// What the exchange's position endpoint answered, and the figures derived from it. A row with a text that is no number,
/// or without a symbol, is skipped alone. Source: exchange snapshot contract, position parsing.
/// </summary>
public sealed class ExchangePositions
{
    private readonly List<ExchangePosition> _rows = [];

    private ExchangePositions()
    {
    }

    /// <summary>Rows in the exchange's order.</summary>
    public IReadOnlyList<ExchangePosition> Rows => _rows;

    /// <summary>Rows that could not be read.</summary>
    public int Skipped { get; private set; }

    /// <summary>Reads the answer; what is no array has no rows.</summary>
    public static ExchangePositions Parse(JsonNode? answer)
    {
        var positions = new ExchangePositions();
        if (answer is JsonArray rows)
        {
            foreach (JsonNode? row in rows)
            {
                if (TryParse(row, out ExchangePosition position))
                {
                    positions._rows.Add(position);
                }
                else
                {
                    positions.Skipped++;
                }
            }
        }

        return positions;
    }

    /// <summary>Sum of |quantity| × |entry|, USD.</summary>
    public double GrossNotionalAtEntry()
    {
        double sum = 0;
        foreach (ExchangePosition row in _rows)
        {
            sum += Math.Abs(row.Qty) * Math.Abs(OrZero(row.EntryPrice));
        }

        return sum;
    }

    /// <summary>Largest |quantity| of the symbol on that side, rows of both sides included.</summary>
    public double SymbolOpenQty(string symbol, string side)
    {
        double largest = 0;
        foreach (ExchangePosition row in _rows)
        {
            if (IsOn(row, symbol, side))
            {
                largest = Math.Max(largest, Math.Abs(row.Qty));
            }
        }

        return largest;
    }

    /// <summary>Sum of |quantity| × entry price (the mark where there is no entry) of the symbol on that side, USD.</summary>
    public double SymbolGrossAtEntry(string symbol, string side)
    {
        double sum = 0;
        foreach (ExchangePosition row in _rows)
        {
            if (IsOn(row, symbol, side))
            {
                sum += Math.Abs(row.Qty) * FirstNonZero(row.EntryPrice, row.MarkPrice);
            }
        }

        return sum;
    }

    /// <summary>The open leg on the other hedge side: its side, |quantity| and price; (null, 0, 0) when there is none.</summary>
    public (string? Side, double Qty, double Mark) Opposite(string symbol, string side)
    {
        string other = side == "LONG" ? "SHORT" : "LONG";
        foreach (ExchangePosition row in _rows)
        {
            if (row.Symbol == symbol && row.PositionSide == other && row.Qty != 0)
            {
                return (other, Math.Abs(row.Qty), FirstNonZero(row.MarkPrice, row.EntryPrice));
            }
        }

        return (null, 0, 0);
    }

    private static bool TryParse(JsonNode? node, out ExchangePosition position)
    {
        position = default;
        if (node is not JsonObject row || Coerce.Symbol(row["symbol"]) is not { Length: > 0 } symbol
            || !TryNumber(row["positionAmt"] ?? row["qty"], out double qty)
            || !TryNumber(row["entryPrice"], out double entry)
            || !TryNumber(row["unRealizedProfit"] ?? row["unrealized"], out double unrealized)
            || !TryNumber(row["markPrice"], out double mark)
            || !TryNumber(row["leverage"], out double leverage))
        {
            return false;
        }

        string? side = Coerce.Text(row["positionSide"])?.Trim().ToUpperInvariant();
        position = new ExchangePosition(symbol, side is "LONG" or "SHORT" ? side : "BOTH", OrZero(qty), entry, unrealized, mark, leverage);
        return true;
    }

    /// <summary>NaN when missing; false when something is there that is no number.</summary>
    private static bool TryNumber(JsonNode? node, out double value)
    {
        double? number = Coerce.Number(node);
        value = number + 0.0 ?? double.NaN;
        return number is not null || node is null || Coerce.IsNonFinite(node);
    }

    private static bool IsOn(in ExchangePosition row, string symbol, string side) =>
        row.Symbol == symbol && (row.PositionSide == side || row.PositionSide == "BOTH");

    private static double OrZero(double value) => double.IsNaN(value) ? 0 : value;

    private static double FirstNonZero(double first, double second)
    {
        double value = OrZero(first);
        return value != 0 ? value : OrZero(second);
    }
}
