using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Intel.Factors;

/// <summary>
/// The weights of earlier runs, over restarts too. It always spans everything since the first run in bounded memory: when it is
/// full, every other point of its older half is left out, so that the newest runs are all there.
/// </summary>
/// <param name="carried">Content of <c>cache/factor_weights.json</c>; null at a first start.</param>
public sealed class WeightHistory(JsonNode? carried)
{
    /// <summary>Points that are kept.</summary>
    public const int Capacity = 240;

    private readonly List<FactorWeightsCache.Point> _points = Read(carried);

    /// <summary>The points up to and including this run: a copy that later runs do not touch. A run without weights adds none.</summary>
    public IReadOnlyList<FactorWeightsCache.Point> With(double ts, IReadOnlyDictionary<string, double> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        if (weights.Count > 0)
        {
            Thin();
            _points.Add(new FactorWeightsCache.Point(ts, weights));
        }

        return _points.ToArray();
    }

    private void Thin()
    {
        if (_points.Count < Capacity)
        {
            return;
        }

        int kept = 0;
        for (int i = 0; i < _points.Count; i++)
        {
            if (i >= Capacity / 2 || i % 2 == 0)
            {
                _points[kept++] = _points[i];
            }
        }

        _points.RemoveRange(kept, _points.Count - kept);
    }

    private static List<FactorWeightsCache.Point> Read(JsonNode? carried)
    {
        var points = new List<FactorWeightsCache.Point>();
        foreach (JsonObject row in ((carried as JsonObject)?["history"] as JsonArray ?? []).OfType<JsonObject>())
        {
            if (Coerce.JsonNumber(row["ts"]) is { } ts && CarriedWeights.Entries(row["weights"] as JsonObject) is { } weights)
            {
                points.Add(new FactorWeightsCache.Point(ts, weights));
            }
        }

        return points.Count <= Capacity ? points : points[^Capacity..];
    }
}
