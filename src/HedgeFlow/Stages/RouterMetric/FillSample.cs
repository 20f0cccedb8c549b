namespace HedgeFlow.Stages.RouterMetric;

/// <summary>A fill in the rolling window: every number finite.</summary>
internal readonly record struct FillSample(
    double TsSent, double TsFill, double LatencyMs, double SlippageBps, double Notional, double IntendedNotional, bool IsTwapChild)
{
    public static FillSample Of(in RouterFill fill, double now)
    {
        double sent = Finite(fill.TsSent) ?? now;
        double filled = Finite(fill.TsFill) ?? now;
        double notional = Math.Abs(Finite(fill.Notional) ?? 0);
        return new FillSample(
            sent, filled, RouterScore.Known(Math.Max(0, (filled - sent) * 1000)), Slippage(fill), notional,
            Math.Abs(Finite(fill.IntendedNotional) ?? notional), fill.IsTwapChild);
    }

    private static double Slippage(in RouterFill fill) =>
        Finite(fill.IntendedPrice) is > 0 and { } intended && Finite(fill.FillPrice) is > 0 and { } price
            ? RouterScore.Known(Math.Abs(price - intended) / intended * 10_000)
            : 0;

    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;
}
