namespace HedgeFlow.Stages.RouterMetric;

/// <summary>
/// Exponential means of expected and realised slippage over trades. Source: router contract, slippage models.
/// The first observation starts them; one with a missing number is skipped. Single-threaded.
/// </summary>
public sealed class SlippageEwma
{
    /// <param name="halflifeTrades">Trades after which an observation weighs half; not above 0 = only the newest counts.</param>
    public SlippageEwma(double halflifeTrades = 50)
    {
        Alpha = halflifeTrades > 0 ? 1 - Math.Pow(0.5, 1 / halflifeTrades) : 1;
    }

    /// <summary>Weight of a new observation, 0..1.</summary>
    public double Alpha { get; }

    /// <summary>Bps; 0 before the first observation.</summary>
    public double ExpectedBps { get; private set; }

    /// <summary>Bps; 0 before the first observation.</summary>
    public double RealizedBps { get; private set; }

    public int TradeCount { get; private set; }

    /// <summary>Time of the newest observation as it was given, epoch seconds; null before the first.</summary>
    public double? LastObservationTs { get; private set; }

    /// <summary>False when a number is missing or not finite: nothing changed.</summary>
    public bool Observe(double? expectedBps, double? realizedBps, double? ts)
    {
        if (expectedBps is not { } expected || realizedBps is not { } realized || ts is not { } time
            || !double.IsFinite(expected) || !double.IsFinite(realized) || !double.IsFinite(time))
        {
            return false;
        }

        ExpectedBps = TradeCount == 0 ? expected : Alpha * expected + (1 - Alpha) * ExpectedBps;
        RealizedBps = TradeCount == 0 ? realized : Alpha * realized + (1 - Alpha) * RealizedBps;
        TradeCount++;
        LastObservationTs = time;
        return true;
    }
}
