namespace HedgeFlow.Stages.Executor.Gate;

/// <summary>Order sizes in whole exchange steps. Source: risk contract, step rounding.</summary>
public static class StepRounding
{
    /// <summary>
    /// Rounds toward zero to a multiple of <paramref name="step"/> in decimal arithmetic, so that 0.3 is three steps of 0.1.
    /// A step of 0 or less, or a size that decimals cannot hold, leaves it as it is.
    /// </summary>
    public static double Clamp(double qty, double step)
    {
        if (!(step > 0) || !double.IsFinite(qty) || !double.IsFinite(step))
        {
            return qty;
        }

        try
        {
            decimal exactStep = Exact(step);
            return exactStep == 0 ? qty : (double)(decimal.Truncate(Exact(qty) / exactStep) * exactStep);
        }
        catch (OverflowException)
        {
            return qty;
        }
    }

    // The shortest round-trip text is the number that was meant; the conversion operator would keep only 15 digits.
    private static decimal Exact(double value) =>
        decimal.Parse(value.ToString("R", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture);
}
