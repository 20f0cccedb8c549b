using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.Intel.Momentum;

/// <summary>Smoothed log returns of hourly closes. Source: factor contract, relative-value returns.</summary>
public static class RvReturns
{
    /// <summary>Added to every close, so that no logarithm is taken of 0.</summary>
    private const double Shift = 1e-10;

    /// <summary>
    /// One smoothed return less than there are bars in the look-back; zeros of the full length when there is no usable data: fewer
    /// than two bars, or a close in the look-back that is not above 0.
    /// </summary>
    /// <param name="closes">Oldest first; NaN for a bar without a usable close.</param>
    /// <param name="lookbackBars">Bars that are looked at, from the newest back.</param>
    /// <param name="halfLifeBars">Bars after which a return counts half.</param>
    public static double[] Smoothed(ReadOnlySpan<double> closes, int lookbackBars, double halfLifeBars)
    {
        ReadOnlySpan<double> window = closes.Length > lookbackBars ? closes[^lookbackBars..] : closes;
        if (window.Length < 2)
        {
            return NoData(lookbackBars);
        }

        foreach (double close in window)
        {
            if (!(close > 0) || double.IsInfinity(close))
            {
                return NoData(lookbackBars);
            }
        }

        double[] returns = new double[window.Length - 1];
        double previous = Math.Log(window[0] + Shift);
        for (int i = 0; i < returns.Length; i++)
        {
            double next = Math.Log(window[i + 1] + Shift);
            returns[i] = next - previous;
            previous = next;
        }

        Smooth(returns, Alpha(halfLifeBars));
        return returns;
    }

    /// <summary>Weight of the newest value at a half-life.</summary>
    public static double Alpha(double halfLifeBars) => 1 - Math.Pow(2, -1 / halfLifeBars);

    /// <summary>Exponential mean in place, seeded with the first value.</summary>
    public static void Smooth(Span<double> values, double alpha)
    {
        for (int i = 1; i < values.Length; i++)
        {
            values[i] = alpha * values[i] + (1 - alpha) * values[i - 1];
        }
    }

    /// <summary>
    /// The closes of stored bars, a list of objects, oldest first; NaN for a bar without a usable close. Empty when this is no
    /// such list.
    /// </summary>
    public static double[] Closes(JsonNode? bars) => bars is JsonArray list ? [.. list.Select(Close)] : [];

    /// <summary>The close of one bar; NaN when it has none.</summary>
    public static double Close(JsonNode? bar)
    {
        if (bar is not JsonObject map)
        {
            return double.NaN;
        }

        return Coerce.NumberOrBoolean(map.TryGetPropertyValue("close", out JsonNode? close) ? close : map["c"]) ?? double.NaN;
    }

    private static double[] NoData(int lookbackBars) => new double[Math.Max(1, lookbackBars - 1)];
}
