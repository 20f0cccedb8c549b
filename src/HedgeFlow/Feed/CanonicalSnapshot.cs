using HedgeFlow.Domain;
using HedgeFlow.Serialization;

namespace HedgeFlow.Feed;

/// <summary>
/// The short way for snapshot lines in canonical form: members in contract order, no blanks, plain names, numbers as
/// numbers; what the recorder writes. Every byte is checked. Anything else is refused and goes to
/// <see cref="SnapshotReader"/>, which reads every form and gives the same result for this one. Allocates nothing.
/// </summary>
internal static class CanonicalSnapshot
{
    private const string Both = "BOTH";

    /// <summary>True when the line was canonical and <paramref name="snapshot"/>, empty before, is filled; else it may be half filled.</summary>
    public static bool TryRead(ReadOnlySpan<byte> line, ExchangeSnapshot snapshot, SymbolTable symbols)
    {
        var cursor = new Utf8Cursor(line);
        if (!cursor.Take("{\"kind\":\"snapshot\",\"seq\":"u8) || !cursor.TakeInteger(out long seq)
            || !cursor.Take(",\"ts\":"u8) || !cursor.TakeNumber(out double ts) || double.IsNaN(ts)
            || !cursor.Take(",\"source\":\""u8) || !TakeSource(ref cursor, snapshot))
        {
            return false;
        }

        snapshot.Seq = seq;
        snapshot.Ts = IsoTime.FromNumber(ts);
        if (cursor.Take(",\"testnet\":"u8))
        {
            if (!cursor.TakeFlag(out bool testnet))
            {
                return false;
            }

            snapshot.Testnet = testnet;
        }

        if (cursor.Take(",\"dry_run\":"u8))
        {
            if (!cursor.TakeFlag(out bool dryRun))
            {
                return false;
            }

            snapshot.DryRun = dryRun;
        }

        return TakeAccount(ref cursor, snapshot)
            && cursor.Take(",\"balances\":["u8) && TakeBalances(ref cursor, snapshot.Balances, symbols)
            && cursor.Take(",\"positions\":["u8) && TakePositions(ref cursor, snapshot.Positions, symbols)
            && cursor.Take(",\"prices\":{"u8) && TakePrices(ref cursor, snapshot.Prices, symbols)
            && TakeTail(ref cursor, snapshot);
    }

    private static bool TakeSource(ref Utf8Cursor cursor, ExchangeSnapshot snapshot)
    {
        string? source = cursor.Take("replay\""u8) ? "replay"
            : cursor.Take("live\""u8) ? "live"
            : cursor.Take("dry_run\""u8) ? "dry_run" : null;
        snapshot.Source = source ?? "";
        return source is not null;
    }

    private static bool TakeAccount(ref Utf8Cursor cursor, ExchangeSnapshot snapshot)
    {
        if (!cursor.Take(",\"account\":{"u8))
        {
            return false;
        }

        bool first = true;
        double margin = double.NaN;
        double wallet = double.NaN;
        double unrealized = double.NaN;
        if (!TakeMember(ref cursor, ref first, "\"totalMarginBalance\":"u8, ref margin)
            || !TakeMember(ref cursor, ref first, "\"totalWalletBalance\":"u8, ref wallet)
            || !TakeMember(ref cursor, ref first, "\"totalUnrealizedProfit\":"u8, ref unrealized))
        {
            return false;
        }

        snapshot.TotalMarginBalance = margin;
        snapshot.TotalWalletBalance = wallet;
        snapshot.TotalUnrealizedProfit = unrealized;
        return cursor.Take((byte)'}');
    }

    /// <summary>A number that may be left out; false when it is there but is none.</summary>
    private static bool TakeMember(ref Utf8Cursor cursor, ref bool first, ReadOnlySpan<byte> name, ref double value)
    {
        Utf8Cursor before = cursor;
        if ((!first && !cursor.Take((byte)',')) || !cursor.Take(name))
        {
            cursor = before;
            return true;
        }

        first = false;
        return cursor.TakeNumber(out value);
    }

    private static bool TakeBalances(ref Utf8Cursor cursor, PooledList<AssetBalance> balances, SymbolTable symbols)
    {
        if (cursor.Take((byte)']'))
        {
            return true;
        }

        do
        {
            double available = double.NaN;
            if (!cursor.Take("{\"asset\":\""u8) || !cursor.TakeText(out ReadOnlySpan<byte> asset)
                || !cursor.Take(",\"balance\":"u8) || !cursor.TakeNumber(out double balance)
                || (cursor.Take(",\"availableBalance\":"u8) && !cursor.TakeNumber(out available))
                || !cursor.Take((byte)'}'))
            {
                return false;
            }

            string name = symbols.Get(asset);
            if (name.Length > 0)
            {
                balances.Add(new AssetBalance(name, balance, available));
            }
        }
        while (cursor.Take((byte)','));

        return cursor.Take((byte)']');
    }

    private static bool TakePositions(ref Utf8Cursor cursor, PooledList<RawPosition> positions, SymbolTable symbols)
    {
        if (cursor.Take((byte)']'))
        {
            return true;
        }

        do
        {
            if (!cursor.Take("{\"symbol\":\""u8) || !cursor.TakeText(out ReadOnlySpan<byte> symbol))
            {
                return false;
            }

            ref RawPosition position = ref positions.AddSlot();
            position.Symbol = symbols.Get(symbol);
            if (!TakePosition(ref cursor, ref position))
            {
                return false;
            }
        }
        while (cursor.Take((byte)','));

        return cursor.Take((byte)']');
    }

    private static bool TakePosition(ref Utf8Cursor cursor, ref RawPosition position)
    {
        position.Word = PositionSideWord.BySign;
        position.ExchangeSide = Both;
        double qty = double.NaN;
        double entry = double.NaN;
        double mark = double.NaN;
        double unrealized = double.NaN;
        double realized = double.NaN;
        double leverage = double.NaN;
        double updated = double.NaN;
        if ((cursor.Take(",\"positionSide\":\""u8) && !TakeSide(ref cursor, ref position))
            || (cursor.Take(",\"qty\":"u8) && !cursor.TakeNumber(out qty))
            || (cursor.Take(",\"entryPrice\":"u8) && !cursor.TakeNumber(out entry))
            || (cursor.Take(",\"unrealized\":"u8) && !cursor.TakeNumber(out unrealized))
            || (cursor.Take(",\"markPrice\":"u8) && !cursor.TakeNumber(out mark))
            || (cursor.Take(",\"leverage\":"u8) && !cursor.TakeNumber(out leverage))
            || (cursor.Take(",\"realized_pnl\":"u8) && !cursor.TakeNumber(out realized))
            || (cursor.Take(",\"updated_at\":"u8) && !cursor.TakeNumber(out updated))
            || !cursor.Take((byte)'}'))
        {
            return false;
        }

        position.Qty = qty;
        position.Entry = entry > 0 ? entry : double.NaN;
        position.Mark = mark > 0 ? mark : double.NaN;
        position.Unrealized = unrealized;
        position.Realized = realized;
        position.Leverage = leverage;
        position.UpdatedTs = IsoTime.FromNumber(updated);
        return true;
    }

    private static bool TakeSide(ref Utf8Cursor cursor, ref RawPosition position)
    {
        if (cursor.Take("LONG\""u8))
        {
            position.Word = PositionSideWord.Long;
            position.ExchangeSide = "LONG";
            return true;
        }

        if (cursor.Take("SHORT\""u8))
        {
            position.Word = PositionSideWord.Short;
            position.ExchangeSide = "SHORT";
            return true;
        }

        if (cursor.Take("BUY\""u8))
        {
            position.Word = PositionSideWord.Long;
            return true;
        }

        if (cursor.Take("SELL\""u8))
        {
            position.Word = PositionSideWord.Short;
            return true;
        }

        return cursor.Take("BOTH\""u8);
    }

    private static bool TakePrices(ref Utf8Cursor cursor, PooledList<PriceMark> prices, SymbolTable symbols)
    {
        if (cursor.Take((byte)'}'))
        {
            return true;
        }

        do
        {
            if (!cursor.Take((byte)'"') || !cursor.TakeText(out ReadOnlySpan<byte> symbol)
                || !cursor.Take((byte)':') || !cursor.TakeNumber(out double price))
            {
                return false;
            }

            string name = symbols.Get(symbol);
            if (name.Length > 0 && !double.IsNaN(price))
            {
                prices.Add(new PriceMark(name, price));
            }
        }
        while (cursor.Take((byte)','));

        return cursor.Take((byte)'}');
    }

    private static bool TakeTail(ref Utf8Cursor cursor, ExchangeSnapshot snapshot)
    {
        if (cursor.Take(",\"dual_side\":"u8) && !cursor.Take("null"u8))
        {
            if (!cursor.TakeFlag(out bool dual))
            {
                return false;
            }

            snapshot.DualSide = dual;
        }

        // Errors are rare: a line that has some goes the long way.
        _ = cursor.Take(",\"errors\":[]"u8);
        if (cursor.Take(",\"latency_ms\":{"u8) && !SkipNumbers(ref cursor))
        {
            return false;
        }

        return cursor.Take((byte)'}') && cursor.AtEnd;
    }

    private static bool SkipNumbers(ref Utf8Cursor cursor)
    {
        if (cursor.Take((byte)'}'))
        {
            return true;
        }

        do
        {
            if (!cursor.Take((byte)'"') || !cursor.TakeText(out _) || !cursor.Take((byte)':') || !cursor.TakeNumber(out _))
            {
                return false;
            }
        }
        while (cursor.Take((byte)','));

        return cursor.Take((byte)'}');
    }
}
