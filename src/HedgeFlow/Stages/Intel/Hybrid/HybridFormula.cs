namespace HedgeFlow.Stages.Intel.Hybrid;

/// <summary>The arithmetic of the directional hybrid score. Source: intel contract, intent scoring.</summary>
public static class HybridFormula
{
    /// <summary>Regime-modified weights, never negative, that sum to 1 (or are all 0), in summing order.</summary>
    public static IReadOnlyList<KeyValuePair<string, double>> Normalize(
        IReadOnlyDictionary<string, double> weights, HybridScore.Modifiers modifiers)
    {
        var modified = new List<KeyValuePair<string, double>>(weights.Count + 3);
        modified.AddRange(weights.Select(weight => KeyValuePair.Create(
            weight.Key, double.IsFinite(weight.Value) ? weight.Value * Modifier(weight.Key, modifiers) : 0)));
        foreach (string name in (ReadOnlySpan<string>)["carry", "expectancy", "router"])
        {
            if (!weights.ContainsKey(name))
            {
                modified.Add(KeyValuePair.Create(name, 0.0));
            }
        }

        double sum = 0;
        foreach (KeyValuePair<string, double> weight in modified)
        {
            sum += Math.Max(0, weight.Value);
        }

        for (int i = 0; i < modified.Count; i++)
        {
            modified[i] = KeyValuePair.Create(modified[i].Key, sum > 0 ? Math.Max(0, modified[i].Value) / sum : 0);
        }

        return modified;
    }

    /// <summary>Weighted factors; a weight without its factor counts for nothing.</summary>
    public static double Base(IReadOnlyList<KeyValuePair<string, double>> weights, IReadOnlyDictionary<string, double> factors)
    {
        double total = 0;
        foreach (KeyValuePair<string, double> weight in weights)
        {
            total += weight.Value * factors.GetValueOrDefault(weight.Key);
        }

        return total;
    }

    /// <summary>
    /// Blends in relative value, which takes its weight from the rest even when it is 0, and applies routing quality.
    /// </summary>
    public static double Blend(double baseScore, double rvScore, double rvWeight, double qualityMultiplier)
    {
        double blended = rvWeight > 0 ? baseScore * Math.Max(0, 1 - rvWeight) + rvWeight * rvScore : baseScore;
        return blended * qualityMultiplier;
    }

    /// <summary>The published score: −1 to 1; what cannot be told is 0.</summary>
    public static double Final(double score) => double.IsNaN(score) ? 0 : IntelFields.Clamp(score, -1, 1);

    private static double Modifier(string factor, HybridScore.Modifiers modifiers) => factor switch
    {
        "carry" => modifiers.Carry,
        "expectancy" => modifiers.Expectancy,
        "router" => modifiers.Router,
        _ => 1,
    };
}
