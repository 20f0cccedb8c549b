using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Intel.Factors;

/// <summary>
/// Makes factor vectors from hybrid scores, feed readings and score documents. Rows of the same factors share their names, which
/// is why this is an object. Single-threaded. Source: factor contract, factor vectors.
/// </summary>
public sealed class FactorVectors
{
    private const string DefaultDirection = "LONG";
    private const string DefaultRegime = "normal";

    private static readonly FactorNames Fallback =
        FactorNames.Of(["trend", "carry", "expectancy", "router", "rv_momentum", "router_quality", "vol_regime"]);

    private static readonly FactorNames OfScores =
        FactorNames.Of(["trend", "carry", "rv_momentum", "vol_regime", "expectancy", "router", "router_quality"]);

    private FactorNames _known = FactorNames.Empty;

    /// <summary>
    /// The vectors of a run's input: a list of hybrid results, or a scores document; where that has none, those of
    /// <paramref name="scores"/>.
    /// </summary>
    public IReadOnlyList<FactorVector> Read(JsonNode? results, JsonNode? scores)
    {
        IReadOnlyList<FactorVector> vectors = results switch
        {
            JsonArray rows => FromHybridResults(rows),
            JsonObject document => FromScores(document),
            _ => [],
        };
        return vectors.Count > 0 ? vectors : FromScores(scores as JsonObject);
    }

    /// <summary>One vector per usable row, in order.</summary>
    public IReadOnlyList<FactorVector> FromHybridResults(JsonArray rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var vectors = new List<FactorVector>(rows.Count);
        foreach (JsonNode? row in rows)
        {
            if (FromHybridResult(row as JsonObject) is { } vector)
            {
                vectors.Add(vector);
            }
        }

        return vectors;
    }

    /// <summary>The vector of a <c>factors</c> record of the feed; null without a symbol.</summary>
    public FactorVector? FromReading(JsonObject payload)
    {
        ArgumentNullException.ThrowIfNull(payload);
        return FromHybridResult(payload, payload["factors"] as JsonObject);
    }

    /// <summary>One vector per row of a scores document; whatever is not measured there is a constant.</summary>
    public static IReadOnlyList<FactorVector> FromScores(JsonObject? document)
    {
        var vectors = new List<FactorVector>();
        foreach (JsonNode? item in document?["symbols"] as JsonArray ?? [])
        {
            if (item is JsonObject row && Coerce.Text(row["symbol"]) is { Length: > 0 } symbol)
            {
                var components = row["components"] as JsonObject;
                vectors.Add(FromScore(
                    symbol.ToUpperInvariant(),
                    Coerce.NumberOrBoolean(row["score"]),
                    Coerce.NumberOrBoolean(components?["expectancy"]),
                    Coerce.NumberOrBoolean(components?["router"])));
            }
        }

        return vectors;
    }

    /// <summary>As <see cref="FromScores(JsonObject?)"/>, from the scores of this run.</summary>
    public static IReadOnlyList<FactorVector> FromScores(SymbolScoresV6State? scores)
    {
        var vectors = new List<FactorVector>(scores?.Symbols.Count ?? 0);
        foreach (SymbolScoresV6State.Row row in scores?.Symbols ?? [])
        {
            if (row.Symbol.Length > 0)
            {
                vectors.Add(FromScore(
                    row.Symbol.ToUpperInvariant(),
                    IntelFields.Finite(row.Score),
                    IntelFields.Finite(row.Components.Expectancy),
                    IntelFields.Finite(row.Components.Router)));
            }
        }

        return vectors;
    }

    private static FactorVector FromScore(string symbol, double? score, double? expectancy, double? router)
    {
        double routing = router ?? 0.5;
        return new FactorVector(
            symbol, DefaultDirection, DefaultRegime, score ?? 0.5, OfScores, [0.5, 0, 0, 1, expectancy ?? 0.5, routing, routing]);
    }

    private FactorVector? FromHybridResult(JsonObject? row) => FromHybridResult(row, row?["factor_vector"] as JsonObject);

    private FactorVector? FromHybridResult(JsonObject? row, JsonObject? factors)
    {
        if (row is null || Coerce.Text(row["symbol"]) is not { Length: > 0 } symbol)
        {
            return null;
        }

        string direction = Coerce.Text(row["direction"])?.ToUpperInvariant() ?? DefaultDirection;
        string regime = Coerce.AsText(row["regime"]) is { Length: > 0 } word ? word : DefaultRegime;
        double score = FactorVector.Cell(row["hybrid_score"]);
        if (factors is { Count: > 0 })
        {
            var vector = new FactorVector(symbol.ToUpperInvariant(), direction, regime, score, factors, _known);
            _known = vector.Names;
            return vector;
        }

        var components = row["components"] as JsonObject;
        return new FactorVector(
            symbol.ToUpperInvariant(),
            direction,
            regime,
            score,
            Fallback,
            [
                FactorVector.Cell(components?["trend"]),
                FactorVector.Cell(components?["carry"]),
                FactorVector.Cell(components?["expectancy"]),
                FactorVector.Cell(components?["router"]),
                FactorVector.Cell((row["rv_momentum"] as JsonObject)?["score"]),
                FactorVector.Cell((row["router_quality"] as JsonObject)?["score"]),
                regime == DefaultRegime ? 1 : 0.5,
            ]);
    }
}
