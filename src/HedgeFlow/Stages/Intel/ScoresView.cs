using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Intel;

/// <summary>A scores document as the later steps read it: score (or none) by upper-case symbol. Immutable.</summary>
public sealed class ScoresView
{
    private ScoresView(Dictionary<string, double?> scores) => Scores = scores;

    public static ScoresView None { get; } = new([]);

    public IReadOnlyDictionary<string, double?> Scores { get; }

    public double? this[string symbol] => Scores.GetValueOrDefault(symbol);

    /// <summary>Our own result.</summary>
    public static ScoresView Of(SymbolScoresV6State state)
    {
        var scores = new Dictionary<string, double?>(state.Symbols.Count, StringComparer.Ordinal);
        foreach (SymbolScoresV6State.Row row in state.Symbols)
        {
            scores[row.Symbol] = double.IsFinite(row.Score) ? row.Score : null;
        }

        return new ScoresView(scores);
    }

    /// <summary>A foreign document: the list under <c>symbols</c>; a map there is ignored, later duplicates win.</summary>
    public static ScoresView Read(JsonNode? document)
    {
        if ((document as JsonObject)?["symbols"] is not JsonArray list)
        {
            return None;
        }

        var scores = new Dictionary<string, double?>(list.Count, StringComparer.Ordinal);
        foreach (JsonNode? item in list)
        {
            if (item is JsonObject row && IntelFields.Upper(row["symbol"]) is { Length: > 0 } symbol)
            {
                scores[symbol] = Coerce.NumberOrBoolean(row["score"]);
            }
        }

        return new ScoresView(scores);
    }
}
