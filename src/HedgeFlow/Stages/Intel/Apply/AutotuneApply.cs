using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.Intel.Apply;

/// <summary>
/// Moves a live routing policy one bounded step towards its suggestion. The router builds its policy afresh for every order, so
/// steps do not add up. Source: intel contract, autotune apply decision.
/// </summary>
public static class AutotuneApply
{
    private const double NeutralBias = 0.5;
    private const double BiasChange = 1e-9;
    private const double OffsetChange = 1e-6;

    // The cut-offs here differ from those of the suggestions' own labels; both are the contract's.
    private const double MakerUpTo = 0.4;
    private const double TakerFrom = 0.6;

    /// <summary>
    /// The outcome for one order. Nothing changes when the flag is off, there is no suggestion, the symbol is not allowed, the
    /// risk mode is defensive, the live quality is not among the required ones, or the suggestion proposes nothing.
    /// </summary>
    /// <param name="settings">Limits of the step.</param>
    /// <param name="policy">The live policy: <c>maker_first, taker_bias, quality, reason?, offset_bps?</c>; not changed.</param>
    /// <param name="suggestion">The symbol's row of the suggestions.</param>
    /// <param name="symbol">The order's symbol.</param>
    /// <param name="riskMode">The allocator's risk mode.</param>
    /// <param name="currentOffsetBps">The live offset, where it is known apart from the policy.</param>
    public static AutotuneOutcome Apply(
        AutotuneApplySettings settings, JsonObject policy, JsonObject? suggestion, string symbol, string? riskMode, double? currentOffsetBps)
    {
        double offset = currentOffsetBps is { } known and not 0 ? known : Coerce.NumberOrBoolean(policy["offset_bps"]) ?? 0;
        if (!settings.ApplyEnabled
            || suggestion is not { Count: > 0 }
            || (settings.SymbolAllowlist.Count > 0 && !settings.SymbolAllowlist.Contains(symbol.ToUpperInvariant()))
            || string.Equals(riskMode, "defensive", StringComparison.OrdinalIgnoreCase)
            || !IsRequired(settings, policy["quality"])
            || suggestion["proposed_policy"] is not JsonObject { Count: > 0 } proposed)
        {
            return new AutotuneOutcome(policy, false, offset);
        }

        double bias = Bias(policy["taker_bias"]);
        double newBias = IntelFields.Clamp01(Step(bias, Bias(proposed["taker_bias"]), settings.MaxBiasDelta));
        double newOffset = Coerce.NumberOrBoolean(proposed["offset_bps"]) is { } target
            ? IntelFields.Clamp(Step(offset, target, settings.MaxOffsetStepBps), -settings.MaxOffsetAbsBps, settings.MaxOffsetAbsBps)
            : offset;
        bool makerFirst = Coerce.Truthy(policy["maker_first"]);
        bool flips = settings.AllowMakerFlip
            && Coerce.Boolean(proposed["maker_first"]) is { } wanted && wanted != makerFirst
            && string.Equals(riskMode, "normal", StringComparison.OrdinalIgnoreCase);
        if (Math.Abs(newBias - bias) <= BiasChange && Math.Abs(newOffset - offset) <= OffsetChange && !flips)
        {
            return new AutotuneOutcome(policy, false, offset);
        }

        var tuned = (JsonObject)JsonNodes.FiniteCopy(policy)!;
        tuned["taker_bias"] = newBias <= MakerUpTo ? "prefer_maker" : newBias >= TakerFrom ? "prefer_taker" : "balanced";
        tuned["maker_first"] = flips ? !makerFirst : makerFirst;
        tuned["offset_bps"] = newOffset;
        return new AutotuneOutcome(tuned, true, newOffset);
    }

    /// <summary>The row of a symbol in a suggestions document, the last one where it is listed twice; null when there is none.</summary>
    public static JsonObject? Suggestion(JsonNode? document, string symbol)
    {
        JsonObject? found = null;
        string wanted = symbol.ToUpperInvariant();
        foreach (JsonNode? item in (document as JsonObject)?["symbols"] as JsonArray ?? [])
        {
            if (item is JsonObject row && IntelFields.Upper(row["symbol"]) is { Length: > 0 } name && name == wanted)
            {
                found = row;
            }
        }

        return found;
    }

    private static bool IsRequired(AutotuneApplySettings settings, JsonNode? quality) =>
        Coerce.Text(quality)?.ToLowerInvariant() is not { Length: > 0 } word
        || settings.RequireQuality.Count == 0
        || settings.RequireQuality.Contains(word);

    /// <summary>A number as it is, a word by its meaning, anything else in the middle.</summary>
    private static double Bias(JsonNode? node) => Coerce.JsonNumber(node) ?? Coerce.Text(node)?.ToLowerInvariant() switch
    {
        "prefer_maker" or "maker" => 0.25,
        "prefer_taker" or "taker" => 0.75,
        _ => NeutralBias,
    };

    private static double Step(double from, double to, double most) => from + Math.Sign(to - from) * Math.Min(Math.Abs(to - from), most);
}
