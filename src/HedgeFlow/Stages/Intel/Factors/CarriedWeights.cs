using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.Intel.Factors;

/// <summary>The only thing that a factor run leaves for the next one, over restarts too. Source: factor contract, previous weights.</summary>
public static class CarriedWeights
{
    /// <summary>
    /// The weights in a carried document or an earlier surface: those of its weights block, else those at its top. Null when the
    /// document has none.
    /// </summary>
    public static IReadOnlyDictionary<string, double>? Read(JsonNode? document)
    {
        var root = document as JsonObject;
        JsonNode? nested = (root?["factor_weights"] as JsonObject)?["weights"];
        return Entries(Coerce.Truthy(nested) ? nested as JsonObject : root?["weights"] as JsonObject);
    }

    /// <summary>The entries that are finite JSON numbers; null when none is.</summary>
    public static IReadOnlyDictionary<string, double>? Entries(JsonObject? map)
    {
        var weights = new OrderedDictionary<string, double>(StringComparer.Ordinal);
        foreach (KeyValuePair<string, JsonNode?> entry in map ?? [])
        {
            if (Coerce.JsonNumber(entry.Value) is { } weight)
            {
                weights[entry.Key] = weight;
            }
        }

        return weights.Count > 0 ? weights : null;
    }
}
