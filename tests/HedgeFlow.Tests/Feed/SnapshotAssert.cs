using HedgeFlow.Domain;

namespace HedgeFlow.Tests.Feed;

/// <summary>Compares snapshots bit by bit.</summary>
internal static class SnapshotAssert
{
    /// <summary>The first difference, null when there is none.</summary>
    public static string? Difference(ExchangeSnapshot a, ExchangeSnapshot b)
    {
        if (a.Seq != b.Seq || !Same(a.Ts, b.Ts) || a.Source != b.Source || a.Testnet != b.Testnet || a.DryRun != b.DryRun || a.DualSide != b.DualSide)
        {
            return $"head: {a.Seq} {a.Ts:R} {a.Source} {a.DualSide} / {b.Seq} {b.Ts:R} {b.Source} {b.DualSide}";
        }

        if (!Same(a.TotalMarginBalance, b.TotalMarginBalance) || !Same(a.TotalWalletBalance, b.TotalWalletBalance)
            || !Same(a.TotalUnrealizedProfit, b.TotalUnrealizedProfit))
        {
            return "account";
        }

        if (!a.Errors.Span.SequenceEqual(b.Errors.Span))
        {
            return "errors";
        }

        return DifferentLists(a, b);
    }

    private static string? DifferentLists(ExchangeSnapshot a, ExchangeSnapshot b)
    {
        if (a.Balances.Count != b.Balances.Count || a.Positions.Count != b.Positions.Count || a.Prices.Count != b.Prices.Count)
        {
            return $"counts: {a.Balances.Count} {a.Positions.Count} {a.Prices.Count} / {b.Balances.Count} {b.Positions.Count} {b.Prices.Count}";
        }

        for (int i = 0; i < a.Balances.Count; i++)
        {
            AssetBalance x = a.Balances[i];
            AssetBalance y = b.Balances[i];
            if (x.Asset != y.Asset || !Same(x.Balance, y.Balance) || !Same(x.Available, y.Available))
            {
                return $"balance {i}: {x} / {y}";
            }
        }

        for (int i = 0; i < a.Prices.Count; i++)
        {
            if (a.Prices[i].Symbol != b.Prices[i].Symbol || !Same(a.Prices[i].Price, b.Prices[i].Price))
            {
                return $"price {i}: {a.Prices[i]} / {b.Prices[i]}";
            }
        }

        for (int i = 0; i < a.Positions.Count; i++)
        {
            if (Difference(a.Positions[i], b.Positions[i]) is { } difference)
            {
                return $"position {i}: {difference}";
            }
        }

        return null;
    }

    public static string? Difference(in RawPosition x, in RawPosition y)
    {
        if (x.Symbol != y.Symbol || x.Word != y.Word || x.ExchangeSide != y.ExchangeSide)
        {
            return $"{x.Symbol} {x.Word} {x.ExchangeSide} / {y.Symbol} {y.Word} {y.ExchangeSide}";
        }

        (string Name, double A, double B)[] numbers =
        [
            ("qty", x.Qty, y.Qty), ("entry", x.Entry, y.Entry), ("mark", x.Mark, y.Mark), ("unrealized", x.Unrealized, y.Unrealized),
            ("realized", x.Realized, y.Realized), ("leverage", x.Leverage, y.Leverage), ("updated", x.UpdatedTs, y.UpdatedTs),
        ];
        foreach ((string name, double a, double b) in numbers)
        {
            if (!Same(a, b))
            {
                return $"{name}: {a:R} / {b:R}";
            }
        }

        return null;
    }

    private static bool Same(double a, double b) => BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b) || (double.IsNaN(a) && double.IsNaN(b));
}
