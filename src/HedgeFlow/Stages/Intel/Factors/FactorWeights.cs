using HedgeFlow.State;

namespace HedgeFlow.Stages.Intel.Factors;

/// <summary>
/// Weights of the factors from their volatilities and ratios: raw, scaled and clamped in one pass, smoothed against the previous
/// run. The clamp comes before the rest is shared out, so a final weight may lie outside its bounds.
/// Source: factor contract, auto weights.
/// </summary>
public static class FactorWeights
{
    private const double VolatilityFloor = 1e-9;
    private const double Nothing = 1e-12;
    private const double SmallestRest = 1e-9;

    /// <summary>Raw weight of every factor. A factor that does not move gets 0 wherever data decide.</summary>
    public static OrderedDictionary<string, double> Raw(
        string mode, FactorNames factors, IReadOnlyDictionary<string, double> volatilities, IReadOnlyDictionary<string, double> ratios)
    {
        ArgumentNullException.ThrowIfNull(factors);
        ArgumentNullException.ThrowIfNull(volatilities);
        ArgumentNullException.ThrowIfNull(ratios);
        var weights = new OrderedDictionary<string, double>(factors.Count, StringComparer.Ordinal);
        foreach (string factor in factors.All)
        {
            double volatility = volatilities.GetValueOrDefault(factor);
            double ratio = ratios.GetValueOrDefault(factor);
            double weight = mode switch
            {
                "vol_inverse" => Live(1 / (volatility + VolatilityFloor)),
                "ir_only" => Live(ratio),
                "vol_inverse_ir" => Live(ratio / (volatility + VolatilityFloor)),
                _ => 1,
            };
            weights[factor] = double.IsFinite(weight) ? weight : 0;

            double Live(double value) => volatility <= FactorCovariance.DeadVolatility ? 0 : value;
        }

        return weights;
    }

    /// <summary>Magnitudes scaled to 1, clamped once, the rest shared out among those that were not clamped.</summary>
    public static OrderedDictionary<string, double> Normalize(
        IReadOnlyDictionary<string, double> raw, double minWeight, double maxWeight, bool normalizeToOne)
    {
        ArgumentNullException.ThrowIfNull(raw);
        double[] weights = [.. raw.Values.Select(value => double.IsFinite(value) ? Math.Abs(value) : 0)];
        Scale(weights, minWeight, maxWeight, normalizeToOne);
        var map = new OrderedDictionary<string, double>(weights.Length, StringComparer.Ordinal);
        int i = 0;
        foreach (string factor in raw.Keys)
        {
            map[factor] = weights[i++];
        }

        return map;
    }

    /// <summary>
    /// <c>alpha</c> of the current weight and the rest of the previous one; a factor that is gone fades. Current factors first,
    /// then those that are gone, as they were stored.
    /// </summary>
    /// <param name="previous">Finite weights of the run before; null or empty = none.</param>
    /// <param name="current">Weights of this run.</param>
    /// <param name="alpha">0 to 1.</param>
    public static OrderedDictionary<string, double> Smooth(
        IReadOnlyDictionary<string, double>? previous, OrderedDictionary<string, double> current, double alpha)
    {
        ArgumentNullException.ThrowIfNull(current);
        if (previous is not { Count: > 0 })
        {
            return current;
        }

        var smooth = new OrderedDictionary<string, double>(current.Count, StringComparer.Ordinal);
        foreach (KeyValuePair<string, double> weight in current)
        {
            smooth[weight.Key] = alpha * weight.Value + (1 - alpha) * previous.GetValueOrDefault(weight.Key);
        }

        foreach (KeyValuePair<string, double> weight in previous)
        {
            smooth.TryAdd(weight.Key, (1 - alpha) * weight.Value);
        }

        return smooth;
    }

    /// <summary>The weights block of a run.</summary>
    /// <param name="settings">Mode, bounds and smoothing.</param>
    /// <param name="factors">The configured factors.</param>
    /// <param name="volatilities">Volatility per factor.</param>
    /// <param name="ratios">Ratio per factor, which the block repeats.</param>
    /// <param name="previous">Weights of the run before.</param>
    /// <param name="now">Epoch seconds UTC.</param>
    public static FactorWeightsBlock Build(
        AutoWeightingSettings settings,
        FactorNames factors,
        IReadOnlyDictionary<string, double> volatilities,
        IReadOnlyDictionary<string, double> ratios,
        IReadOnlyDictionary<string, double>? previous,
        double now)
    {
        ArgumentNullException.ThrowIfNull(settings);
        OrderedDictionary<string, double> raw = Raw(settings.Mode, factors, volatilities, ratios);
        OrderedDictionary<string, double> current = Normalize(raw, settings.MinWeight, settings.MaxWeight, settings.NormalizeToOne);
        return new FactorWeightsBlock(
            Smooth(previous, current, settings.SmoothingAlpha), volatilities, ratios, settings.Mode, now);
    }

    private static void Scale(Span<double> weights, double min, double max, bool normalizeToOne)
    {
        double sum = 0;
        foreach (double weight in weights)
        {
            sum += weight;
        }

        if (sum < Nothing)
        {
            weights.Fill(1.0 / weights.Length);
            sum = 1;
        }

        if (!normalizeToOne || sum <= Nothing)
        {
            for (int i = 0; i < weights.Length; i++)
            {
                weights[i] = IntelFields.Clamp(weights[i], min, max);
            }

            return;
        }

        Span<bool> free = weights.Length <= 256 ? stackalloc bool[weights.Length] : new bool[weights.Length];
        double fixedSum = 0;
        double freeSum = 0;
        int freeCount = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            double weight = weights[i] / sum;
            weights[i] = weight <= min ? min : weight >= max ? max : weight;
            free[i] = weight > min && weight < max;
            freeCount += free[i] ? 1 : 0;
            if (free[i])
            {
                freeSum += weight;
            }
            else
            {
                fixedSum += weights[i];
            }
        }

        Share(weights, free, freeCount, freeSum, fixedSum);
    }

    private static void Share(Span<double> weights, ReadOnlySpan<bool> free, int freeCount, double freeSum, double fixedSum)
    {
        double factor;
        if (freeCount == 0)
        {
            if (fixedSum <= Nothing)
            {
                return;
            }

            factor = 1 / fixedSum;
        }
        else
        {
            double rest = 1 - fixedSum;
            if (rest <= SmallestRest || freeSum <= Nothing)
            {
                return;
            }

            factor = rest / freeSum;
        }

        for (int i = 0; i < weights.Length; i++)
        {
            if (freeCount == 0 || free[i])
            {
                weights[i] *= factor;
            }
        }
    }
}
