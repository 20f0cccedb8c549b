using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Intel.Scores;

/// <summary>Scores every symbol that expectancy or router health knows. Source: intel contract, symbol scores.</summary>
public static class SymbolScoresBuilder
{
    private const double DefaultMinForEmission = 0.35;

    /// <summary>The surface: best score first, ties by symbol.</summary>
    public static SymbolScoresV6State Build(ExpectancyView expectancy, RouterView router, double minForEmission, double now)
    {
        string[] symbols = Universe(expectancy, router);
        var rows = new SymbolScoresV6State.Row[symbols.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = Row(symbols[i], expectancy[symbols[i]], router[symbols[i]], minForEmission);
        }

        // Rows came in symbol order, which the symbol comparison keeps among equals.
        Array.Sort(rows, static (a, b) =>
            a.Score != b.Score ? b.Score.CompareTo(a.Score) : string.CompareOrdinal(a.Symbol, b.Symbol));
        return new SymbolScoresV6State(now, rows);
    }

    /// <summary>One symbol with all that is derived from its score.</summary>
    public static SymbolScoresV6State.Row Row(string symbol, ExpectancyEntry? expectancy, RouterEntry? router, double minForEmission)
    {
        SymbolScoresV6State.ScoreComponents parts = SymbolScoring.Components(expectancy, router);
        double score = SymbolScoring.Score(parts);
        double quality = SymbolScoring.RouterQuality(router);
        return new SymbolScoresV6State.Row(
            symbol,
            score,
            parts,
            new SymbolScoresV6State.ScoreInputs(expectancy?.Mirror ?? MirroredObject.Empty, router?.Mirror ?? MirroredObject.Empty),
            quality,
            score,
            new SymbolScoresV6State.HybridBlock(score, quality, score >= minForEmission, minForEmission));
    }

    /// <summary><c>router_quality.min_for_emission</c> of the strategy configuration, 0.35 where it is not a number.</summary>
    public static double MinForEmission(JsonNode? strategyConfig) =>
        Coerce.NumberOrBoolean(((strategyConfig as JsonObject)?["router_quality"] as JsonObject)?["min_for_emission"]) ?? DefaultMinForEmission;

    private static string[] Universe(ExpectancyView expectancy, RouterView router)
    {
        var symbols = new List<string>(expectancy.Entries.Count + router.Entries.Count);
        foreach (string symbol in expectancy.Entries.Keys)
        {
            if (symbol.Length > 0)
            {
                symbols.Add(symbol);
            }
        }

        foreach (string symbol in router.Entries.Keys)
        {
            if (symbol.Length > 0 && expectancy[symbol] is null)
            {
                symbols.Add(symbol);
            }
        }

        string[] sorted = [.. symbols];
        Array.Sort(sorted, StringComparer.Ordinal);
        return sorted;
    }
}
