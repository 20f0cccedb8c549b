using System.Globalization;

namespace HedgeFlow.Host.Plots;

/// <summary>Maps values to coordinates, with ticks at round values (1, 2 or 5 times a power of ten).</summary>
internal sealed class PlotScale
{
    private readonly double _from;
    private readonly double _to;

    private PlotScale(double low, double high, double step, double from, double to)
    {
        Low = low;
        High = high;
        Step = step;
        _from = from;
        _to = to;
    }

    public double Low { get; }

    public double High { get; }

    public double Step { get; }

    /// <summary>A scale over the values, widened to whole ticks.</summary>
    public static PlotScale Over(IEnumerable<double> values, double from, double to, int ticks = 4, bool withZero = false)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (double value in values)
        {
            if (double.IsFinite(value))
            {
                low = Math.Min(low, value);
                high = Math.Max(high, value);
            }
        }

        if (low > high)
        {
            (low, high) = (0, 1);
        }

        if (withZero)
        {
            (low, high) = (Math.Min(low, 0), Math.Max(high, 0));
        }

        if (high - low <= Math.Max(Math.Abs(high), Math.Abs(low)) * 1e-12)
        {
            double margin = high == 0 ? 1 : Math.Abs(high) * 0.01;
            (low, high) = (withZero && low == 0 ? 0 : low - margin, withZero && high == 0 && low < 0 ? 0 : high + margin);
        }

        double step = NiceStep((high - low) / ticks);
        return new PlotScale(Math.Floor((low / step) + 1e-9) * step, Math.Ceiling((high / step) - 1e-9) * step, step, from, to);
    }

    public double At(double value) => High == Low ? _from : _from + ((value - Low) / (High - Low) * (_to - _from));

    public IEnumerable<double> Ticks()
    {
        int count = (int)Math.Round((High - Low) / Step);
        for (int i = 0; i <= Math.Min(count, 20); i++)
        {
            double tick = Low + (i * Step);
            yield return Math.Abs(tick) < Step * 1e-9 ? 0 : tick;
        }
    }

    /// <summary>As many decimals as the step needs; thousands separated.</summary>
    public string Label(double tick, string unit = "")
    {
        int decimals = Math.Clamp((int)Math.Ceiling(-Math.Log10(Step) - 1e-9), 0, 8);
        return tick.ToString("#,0." + new string('0', decimals), CultureInfo.InvariantCulture).TrimEnd('.') + unit;
    }

    private static double NiceStep(double raw)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        double fraction = raw / power;
        return power * (fraction <= 1 ? 1 : fraction <= 2 ? 2 : fraction <= 5 ? 5 : 10);
    }
}
