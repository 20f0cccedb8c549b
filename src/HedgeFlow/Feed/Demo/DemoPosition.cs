namespace HedgeFlow.Feed.Demo;

/// <summary>What the demo strategy believes it holds.</summary>
/// <param name="Index">Place of the symbol in <see cref="DemoSymbol.All"/>.</param>
/// <param name="IsLong">Direction.</param>
/// <param name="Qty">Base units that were asked for.</param>
/// <param name="Entry">Price at the time.</param>
/// <param name="TakeProfit">Price.</param>
/// <param name="StopLoss">Price.</param>
/// <param name="ExpiryTs">When it is given up, epoch seconds.</param>
/// <param name="Strategy">Which idea it came from.</param>
/// <param name="Leverage">Of the entry.</param>
internal sealed record DemoPosition(
    int Index, bool IsLong, double Qty, double Entry, double TakeProfit, double StopLoss, double ExpiryTs, string Strategy, double Leverage)
{
    public string Symbol => DemoSymbol.All[Index].Symbol;

    public string Side => IsLong ? "LONG" : "SHORT";

    /// <summary>Why it is to be closed at this price and time; null = not yet.</summary>
    public string? ExitReason(double price, double ts)
    {
        if (IsLong ? price >= TakeProfit : price <= TakeProfit)
        {
            return "TAKE_PROFIT";
        }

        if (IsLong ? price <= StopLoss : price >= StopLoss)
        {
            return "STOP_LOSS";
        }

        return ts >= ExpiryTs ? "TIME_EXIT" : null;
    }
}
