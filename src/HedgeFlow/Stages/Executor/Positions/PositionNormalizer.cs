using System.Runtime.InteropServices;
using HedgeFlow.Domain;

namespace HedgeFlow.Stages.Executor.Positions;

/// <summary>
/// Turns the position mappings of a snapshot into open position rows: resolves side and sign, drops flat rows, sets rows
/// without a price aside, keeps the newest of duplicates. Not thread-safe; allocates nothing once it has seen a book of the size.
/// Source: state contract, position rows.
/// </summary>
/// <param name="quarantined">Told once per symbol that a row of it was left out; may be null.</param>
public sealed class PositionNormalizer(Action<string>? quarantined = null)
{
    /// <summary>Below this a quantity is no position, base units.</summary>
    public const double FlatQuantity = 1e-9;

    private readonly Dictionary<PositionKey, int> _places = [];
    private readonly HashSet<string> _reported = new(StringComparer.Ordinal);

    /// <summary>Open rows left out so far because entry or mark was missing.</summary>
    public long TotalQuarantined { get; private set; }

    /// <summary>Fills <paramref name="rows"/> with the open positions in the exchange's order.</summary>
    /// <param name="raw">Positions with their aliases resolved.</param>
    /// <param name="lastPrices">Last price per symbol, for rows without a mark.</param>
    /// <param name="tickTs">Time of rows without their own, epoch seconds.</param>
    /// <param name="rows">Cleared first.</param>
    /// <returns>How many open rows were left out because entry or mark was missing.</returns>
    public int Normalize(
        ReadOnlySpan<RawPosition> raw, IReadOnlyDictionary<string, double> lastPrices, double tickTs, PooledList<PositionRow> rows)
    {
        ArgumentNullException.ThrowIfNull(lastPrices);
        ArgumentNullException.ThrowIfNull(rows);
        rows.Clear();
        _places.Clear();
        int leftOut = 0;
        bool gaps = false;
        foreach (ref readonly RawPosition position in raw)
        {
            if (string.IsNullOrEmpty(position.Symbol) || !TrySign(position, out double qty, out PositionSide side))
            {
                continue;
            }

            double mark = position.Mark;
            if (!(mark > 0) && lastPrices.TryGetValue(position.Symbol, out double last))
            {
                mark = last;
            }

            var row = new PositionRow { Symbol = position.Symbol, Side = side, Qty = qty, Entry = position.Entry, Mark = mark };
            if (!(row.Entry > 0 && mark > 0) || !TryValue(ref row))
            {
                leftOut++;
                if (_reported.Add(position.Symbol))
                {
                    quarantined?.Invoke(position.Symbol);
                }

                continue;
            }

            row.ExchangeSide = position.ExchangeSide ?? "BOTH";
            row.Unrealized = double.IsFinite(position.Unrealized) ? position.Unrealized : row.Pnl;
            row.Realized = position.Realized;
            row.Leverage = position.Leverage;
            row.Ts = double.IsFinite(position.UpdatedTs) ? position.UpdatedTs : tickTs;
            gaps |= Place(row, rows);
        }

        if (gaps)
        {
            Compact(rows);
        }

        TotalQuarantined += leftOut;
        return leftOut;
    }

    /// <summary>Signed quantity and side of an open position; false when it is flat or has no quantity.</summary>
    public static bool TrySign(in RawPosition position, out double qty, out PositionSide side)
    {
        qty = position.Word switch
        {
            PositionSideWord.Long => Math.Abs(position.Qty),
            PositionSideWord.Short => -Math.Abs(position.Qty),
            _ => position.Qty,
        };
        side = qty < 0 ? PositionSide.Short : PositionSide.Long;
        return double.IsFinite(qty) && Math.Abs(qty) >= FlatQuantity;
    }

    /// <summary>A value beyond the range of doubles cannot be published, so such a row counts as one without a price.</summary>
    private static bool TryValue(ref PositionRow row)
    {
        row.Pnl = (row.Mark - row.Entry) * row.Qty;
        row.Notional = Math.Abs(row.Qty) * row.Mark;
        return double.IsFinite(row.Pnl) && double.IsFinite(row.Notional);
    }

    /// <summary>Adds the row unless a newer one of its key is there; true when an older one was emptied for it.</summary>
    private bool Place(in PositionRow row, PooledList<PositionRow> rows)
    {
        ref int place = ref CollectionsMarshal.GetValueRefOrAddDefault(_places, new PositionKey(row.Symbol, row.Side), out bool known);
        if (known && rows[place].Ts > row.Ts)
        {
            return false;
        }

        if (known)
        {
            rows[place].Qty = 0;
        }

        place = rows.Count;
        rows.Add(row);
        return known;
    }

    private static void Compact(PooledList<PositionRow> rows)
    {
        int kept = 0;
        for (int i = 0; i < rows.Count; i++)
        {
            if (rows[i].Qty != 0)
            {
                rows[kept++] = rows[i];
            }
        }

        while (rows.Count > kept)
        {
            rows.RemoveLast();
        }
    }
}
