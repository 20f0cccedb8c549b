using System.Globalization;
using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Intel.Allocator;

/// <summary>
/// Suggests how to share the book's weight among the symbols of the universe. It only suggests.
/// Source: intel contract, feedback allocator.
/// </summary>
public static class FeedbackAllocator
{
    private const double DefaultLookbackDays = 7;
    private const double DefaultMaxNav = 0.25;
    private const double DefaultMaxTradeNav = 0.2;
    private const int Decimals = 6;

    /// <summary>
    /// The surface of one run. <paramref name="equityUsd"/> by <see cref="Equity"/>, <paramref name="drawdownPct"/> by
    /// <see cref="AllocatorRiskMode.Drawdown"/>; <paramref name="lookbackDays"/> null when not given.
    /// </summary>
    public static RiskAllocationSuggestionsV6State Build(
        ExpectancyView expectancy,
        ScoresView scores,
        PolicyView policies,
        AllocatorCaps caps,
        double? equityUsd,
        double drawdownPct,
        double? lookbackDays,
        double now)
    {
        AllocatorRiskMode mode = AllocatorRiskMode.At(drawdownPct);
        return new RiskAllocationSuggestionsV6State(
            now,
            IsoTime.Format(now),
            now,
            LookbackDays(lookbackDays, expectancy),
            new RiskAllocationSuggestionsV6State.Book(equityUsd, drawdownPct, mode.Name),
            Rows(Candidates(expectancy, scores, policies, caps), caps, mode));
    }

    /// <summary>How much speaks for a symbol: its score plus a bonus for earning, less for poor routing; at least 0.</summary>
    public static double Signal(double? score, double? expectancy, string? quality)
    {
        double signal = Math.Max(0, score ?? 0) + (expectancy is > 0 and { } usd ? Math.Min(usd / 10, 0.3) : 0);
        return quality switch
        {
            "broken" => signal * 0.2,
            "degraded" => signal * 0.6,
            _ => signal,
        };
    }

    /// <summary>USD from a nav document: <c>equity</c>, else <c>nav</c>.</summary>
    public static double? Equity(JsonNode? nav) =>
        nav is JsonObject members ? Coerce.NumberOrBoolean(members["equity"] ?? members["nav"]) : null;

    private static List<Candidate> Candidates(ExpectancyView expectancy, ScoresView scores, PolicyView policies, AllocatorCaps caps)
    {
        var candidates = new List<Candidate>(caps.Symbols.Count);
        for (int i = 0; i < caps.Symbols.Count; i++)
        {
            string symbol = caps.Symbols[i];
            ExpectancyEntry? earned = expectancy[symbol];
            bool scored = scores.Scores.TryGetValue(symbol, out double? score);
            if (earned is not null || scored)
            {
                PolicyEntry? policy = policies[symbol];
                double signal = Signal(score, earned?.Expectancy, policy?.Quality);
                candidates.Add(new Candidate(symbol, score, earned, policy, caps.MergedCaps[i], signal));
            }
        }

        return candidates;
    }

    private static RiskAllocationSuggestionsV6State.Row[] Rows(List<Candidate> candidates, AllocatorCaps caps, AllocatorRiskMode mode)
    {
        double total = 0;
        foreach (Candidate candidate in candidates)
        {
            total += candidate.Signal;
        }

        if (total <= 0 || !double.IsFinite(total))
        {
            return [];
        }

        double weights = 0;
        foreach (Candidate candidate in candidates)
        {
            weights += Weight(candidate, total, mode, 1);
        }

        // The table keeps the sum below 1; rounding up many tiny weights may not.
        double scale = weights > 1 ? weights : 1;
        var risk = $"risk_mode mode={mode.Name}";
        var rows = new RiskAllocationSuggestionsV6State.Row[candidates.Count];
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = Row(candidates[i], candidates[i].Signal / total, Weight(candidates[i], total, mode, scale), caps, mode, risk);
        }

        return rows;
    }

    private static double Weight(in Candidate candidate, double total, AllocatorRiskMode mode, double scale)
    {
        double weight = DecimalRounding.Round(candidate.Signal / total * mode.TotalWeight, Decimals);
        return scale == 1 ? weight : DecimalRounding.Round(weight / scale, Decimals);
    }

    private static RiskAllocationSuggestionsV6State.Row Row(
        in Candidate candidate, double share, double weight, AllocatorCaps caps, AllocatorRiskMode mode, string risk)
    {
        SymbolCaps merged = candidate.Caps;
        double nav = merged.MaxNav ?? caps.GlobalSymbolShare ?? DefaultMaxNav;
        double upper = caps.GlobalSymbolShare ?? nav;
        double trade = merged.MaxTradeNav ?? caps.GlobalTradeNav ?? DefaultMaxTradeNav;
        double suggestedNav = Math.Max(0, Math.Min(upper, nav * mode.NavCapScale * (0.8 + 0.4 * Math.Min(share, 1))));
        double suggestedTrade = Math.Min(trade, trade * mode.TradeCapScale * (0.85 + 0.3 * Math.Min(share, 1)));
        ExpectancyEntry? earned = candidate.Earned;
        string[] items = Rationale(candidate.Score, share, earned, risk);
        return new RiskAllocationSuggestionsV6State.Row(
            candidate.Symbol,
            candidate.Score,
            new RiskAllocationSuggestionsV6State.ExpectancyBlock(
                earned?.Expectancy, earned?.AvgReturn, earned?.HitRate, candidate.Policy?.Regime),
            new RiskAllocationSuggestionsV6State.PolicyBlock(
                candidate.Policy?.Current ?? default, candidate.Policy?.Proposed ?? default),
            new RiskAllocationSuggestionsV6State.CurrentCaps(nav, trade, merged.MaxConcurrent),
            new RiskAllocationSuggestionsV6State.SuggestedCapsBlock(
                DecimalRounding.Round(suggestedNav, Decimals),
                DecimalRounding.Round(suggestedTrade, Decimals),
                Concurrent(merged.MaxConcurrent, share, mode)),
            weight,
            string.Join(' ', items),
            items);
    }

    /// <summary>One position fewer for small shares when careful, and for all but the largest when very careful.</summary>
    private static long? Concurrent(long? current, double share, AllocatorRiskMode mode) =>
        current is { } count && mode != AllocatorRiskMode.Normal && share < 0.5 && (mode == AllocatorRiskMode.Defensive || share < 0.2)
            ? Math.Max(0, count - 1)
            : current;

    private static string[] Rationale(double? score, double share, ExpectancyEntry? earned, string risk)
    {
        string? scored = score is { } known
            ? $"score_share score={new FixedDecimal(known, 2)} share={new FixedDecimal(100 * share, 2)}%"
            : null;
        string? expected = (earned?.Expectancy, earned?.HitRate) switch
        {
            (null, _) => null,
            ({ } usd, null) => $"expectancy_snapshot expectancy={new FixedDecimal(usd, 2)} hit_rate=null",
            ({ } usd, { } hitRate) => string.Create(
                CultureInfo.InvariantCulture, $"expectancy_snapshot expectancy={new FixedDecimal(usd, 2)} hit_rate={hitRate:R}"),
        };
        return (scored, expected) switch
        {
            (not null, not null) => [scored, expected, risk],
            (not null, null) => [scored, risk],
            (null, not null) => [expected, risk],
            _ => [risk],
        };
    }

    private static double LookbackDays(double? given, ExpectancyView expectancy) => given switch
    {
        0 => DefaultLookbackDays,
        { } days => days,
        null => expectancy.LookbackHours is > 0 and { } hours ? hours / 24 : DefaultLookbackDays,
    };

    private readonly record struct Candidate(
        string Symbol, double? Score, ExpectancyEntry? Earned, PolicyEntry? Policy, SymbolCaps Caps, double Signal);
}
