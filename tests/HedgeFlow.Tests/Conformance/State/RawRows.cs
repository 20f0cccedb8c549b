using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Feed;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Executor.Positions;

namespace HedgeFlow.Tests.Conformance.State;

/// <summary>Position mappings of a vector as the feed hands them to the executor.</summary>
internal static class RawRows
{
    public static PooledList<RawPosition> Of(JsonNode? rows)
    {
        var list = new PooledList<RawPosition>();
        foreach (JsonNode? row in rows as JsonArray ?? [])
        {
            if (RawPositionReader.Read(row, out RawPosition position))
            {
                list.Add(position);
            }
        }

        return list;
    }

    public static Dictionary<string, double> Prices(JsonNode? prices)
    {
        var map = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (KeyValuePair<string, JsonNode?> price in prices as JsonObject ?? [])
        {
            if (Coerce.Number(price.Value) is { } number)
            {
                map[price.Key] = number;
            }
        }

        return map;
    }

    public static PooledList<PositionRow> Normalized(JsonNode? rows, JsonNode? prices, double now)
    {
        using PooledList<RawPosition> raw = Of(rows);
        var result = new PooledList<PositionRow>();
        new PositionNormalizer().Normalize(raw.Span, Prices(prices), now, result);
        return result;
    }
}
