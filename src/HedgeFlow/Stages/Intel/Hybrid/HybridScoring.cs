using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Intel.Scores;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Intel.Hybrid;

/// <summary>Scores intents by direction. Source: intel contract, directional hybrid score.</summary>
public static class HybridScoring
{
    private const string DefaultDirection = "LONG";
    private const double DefaultTrend = 0.5;

    /// <summary>Best first, ties in the order of the intents; intents without a symbol are skipped.</summary>
    public static IReadOnlyList<HybridScore> ScoreUniverse(IEnumerable<JsonObject> intents, HybridInputs inputs)
    {
        HybridScore.Modifiers modifiers = inputs.Config.RegimeModifiers.GetValueOrDefault(inputs.Regime, HybridScore.Modifiers.None);
        bool givenWeights = inputs.FactorWeights is { Count: > 0 };
        IReadOnlyList<KeyValuePair<string, double>> weights =
            HybridFormula.Normalize(givenWeights ? inputs.FactorWeights! : inputs.Config.Weights, modifiers);
        var scores = new List<HybridScore>();
        foreach (JsonObject intent in intents)
        {
            if (IntelFields.Upper(intent["symbol"]) is { Length: > 0 } symbol)
            {
                scores.Add(Score(symbol, intent, inputs, weights, modifiers));
            }
        }

        return [.. scores.OrderByDescending(score => score.Score)];
    }

    private static HybridScore Score(
        string symbol,
        JsonObject intent,
        HybridInputs inputs,
        IReadOnlyList<KeyValuePair<string, double>> weights,
        HybridScore.Modifiers modifiers)
    {
        HybridConfig config = inputs.Config;
        string direction = IntelFields.Upper(Member(intent, "direction", "side")) is { Length: > 0 } word ? word : DefaultDirection;
        RouterEntry? router = inputs.Router[symbol];
        CarryScore carry = CarryScore.Of(symbol, direction, inputs.Funding, inputs.Basis);
        var parts = new HybridScore.ScoreComponents(
            IntelFields.Clamp01(Coerce.NumberOrBoolean(Member(intent, "trend_score", "signal_strength")) ?? DefaultTrend),
            carry.Score,
            SymbolScoring.ExpectancyComponent(inputs.Expectancy[symbol]),
            SymbolScoring.RouterComponent(router));
        double quality = Quality(symbol, router, inputs);
        double rv = config.RvEnabled && inputs.RvScores?.GetValueOrDefault(symbol) is { } found && double.IsFinite(found) ? found : 0;
        Dictionary<string, double> factors = Factors(parts, quality, rv, inputs.Regime);
        bool orthogonalized = false;
        if (inputs.Orthogonalized?.GetValueOrDefault(symbol) is { } replaced)
        {
            orthogonalized = true;
            foreach (KeyValuePair<string, double> factor in replaced)
            {
                if (double.IsFinite(factor.Value))
                {
                    factors[factor.Key] = factor.Value;
                }
            }
        }

        double multiplier = config.RouterQuality.Multiplier(quality);
        double raw = HybridFormula.Blend(HybridFormula.Base(weights, factors), rv, config.RvWeight, multiplier);
        AlphaDecay decay = AlphaDecay.Apply(raw, SignalTime(symbol, direction, inputs), inputs.Now, config);
        double score = HybridFormula.Final(decay.DecayedScore);
        double threshold = config.RouterQuality.MinForEmission;
        bool passes = score >= threshold;
        bool givenWeights = inputs.FactorWeights is { Count: > 0 };
        return new HybridScore(
            symbol,
            direction,
            inputs.Regime,
            score,
            parts,
            carry,
            new HybridScore.RvPart(rv, config.RvEnabled, config.RvWeight),
            new HybridScore.RouterPart(config.RouterQuality.Enabled, quality, multiplier),
            factors,
            new HybridScore.WeightingPart(
                givenWeights ? inputs.FactorWeights! : new Dictionary<string, double>(), givenWeights, orthogonalized),
            modifiers,
            decay,
            passes,
            threshold,
            MirroredObject.Of(intent),
            passes && config.Directional ? direction : "NEUTRAL",
            modifiers.Router);
    }

    /// <summary>Looked-up quality; the base score for a symbol that is not known; router health where the lookup failed or is off.</summary>
    private static double Quality(string symbol, RouterEntry? router, HybridInputs inputs)
    {
        if (!inputs.Config.RouterQuality.Enabled)
        {
            return SymbolScoring.RouterQuality(router);
        }

        if (inputs.RouterQuality is not { } known || !known.TryGetValue(symbol, out double quality))
        {
            return inputs.Config.RouterQuality.BaseScore;
        }

        return double.IsFinite(quality) ? quality : SymbolScoring.RouterQuality(router);
    }

    private static Dictionary<string, double> Factors(HybridScore.ScoreComponents parts, double quality, double rv, string regime) =>
        new(StringComparer.Ordinal)
        {
            ["trend"] = parts.Trend,
            ["carry"] = parts.Carry,
            ["expectancy"] = parts.Expectancy,
            ["router"] = parts.Router,
            ["router_quality"] = quality,
            ["rv_momentum"] = rv,
            ["vol_regime"] = regime.ToLowerInvariant() switch
            {
                "low" => 0.25,
                "high" => -0.35,
                "crisis" => -0.75,
                _ => 0,
            },
        };

    private static double? SignalTime(string symbol, string direction, HybridInputs inputs) =>
        inputs.SignalTimes is { } times && times.TryGetValue(AlphaDecay.Key(symbol, direction), out double seen) ? seen : null;

    /// <summary>The presence of the key decides, not what it holds.</summary>
    private static JsonNode? Member(JsonObject intent, string first, string second) =>
        intent.TryGetPropertyValue(first, out JsonNode? value) ? value : intent[second];
}
