using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.Intel.Factors;

/// <summary>
/// A trade with what its score was made of: one row of the order log that carries a realised result.
/// Source: factor contract, PnL attribution.
/// </summary>
/// <param name="Symbol">Upper case, "" when the row has none.</param>
/// <param name="Direction">The row's side or direction, upper case, as it is.</param>
/// <param name="PnlUsd">Realised result in USD.</param>
/// <param name="Components">Factor → value; whatever the row carries, configured or not.</param>
/// <param name="Ts">Epoch seconds UTC.</param>
/// <param name="TradeId">"" when the row has none.</param>
public sealed record AttributionTrade(
    string Symbol, string Direction, double PnlUsd, IReadOnlyDictionary<string, double> Components, double Ts, string TradeId)
{
    private const string DefaultDirection = "LONG";

    private static readonly IReadOnlyDictionary<string, double> NoComponents = new OrderedDictionary<string, double>();

    /// <summary>The trade in a row of the order log, or null when it has no result, no time, or a value where an object is due.</summary>
    /// <param name="row">A row, or the payload of a fact.</param>
    /// <param name="recordTs">Time of the record where the row itself carries none; null for rows of a file.</param>
    public static AttributionTrade? FromRow(JsonObject row, double? recordTs)
    {
        ArgumentNullException.ThrowIfNull(row);
        JsonNode? result = IntelFields.First(row, "realized_pnl", "realized_pnl_usd", "realizedPnlUsd");
        if (!Coerce.Truthy(result))
        {
            result = row["realized_pnl_usd"];
        }

        if (Coerce.NumberOrBoolean(result) is not { } pnl || Time(row, recordTs) is not { } ts || ReadComponents(row) is not { } components)
        {
            return null;
        }

        JsonNode? side = IntelFields.First(row, "side", "direction");
        JsonNode? id = IntelFields.First(row, "id", "order_id");
        return new AttributionTrade(
            Coerce.Text(row["symbol"])?.ToUpperInvariant() ?? "",
            Coerce.Text(side) is { Length: > 0 } word ? word.ToUpperInvariant() : DefaultDirection,
            pnl,
            components,
            ts,
            Coerce.AsText(id) ?? "");
    }

    /// <summary>A trade in the document form of this type; null when its result is no number.</summary>
    public static AttributionTrade? FromDocument(JsonObject record)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (Coerce.NumberOrBoolean(record["realized_pnl_usd"]) is not { } pnl)
        {
            return null;
        }

        var components = new OrderedDictionary<string, double>(StringComparer.Ordinal);
        foreach (KeyValuePair<string, JsonNode?> component in record["factor_components"] as JsonObject ?? [])
        {
            components[component.Key] = FactorVector.Cell(component.Value);
        }

        return new AttributionTrade(
            Coerce.Text(record["symbol"]) ?? "",
            Coerce.Text(record["direction"]) ?? DefaultDirection,
            pnl,
            components,
            Coerce.JsonNumber(record["timestamp"]) ?? 0,
            Coerce.AsText(record["trade_id"]) ?? "");
    }

    private static double? Time(JsonObject row, double? recordTs)
    {
        JsonNode? time = IntelFields.First(row, "ts", "timestamp", "time");
        if (!Coerce.Truthy(time))
        {
            time = row["ts_close"];
        }

        if (!Coerce.Truthy(time))
        {
            return recordTs;
        }

        // A number in a text is no time here.
        return Coerce.Text(time) is { } text
            ? Coerce.NumberInText(text) is null ? IsoTime.ParseText(text) : null
            : IsoTime.Parse(time);
    }

    /// <summary>The components of the score, then what the factor vector has besides; null when one of them is not an object.</summary>
    private static IReadOnlyDictionary<string, double>? ReadComponents(JsonObject row)
    {
        if (!Block(row, "metadata", out JsonObject? metadata)
            || !Block(metadata, "hybrid_score", out JsonObject? hybrid)
            || !Block(hybrid, "components", out JsonObject? components)
            || (components is null && !Block(row, "components", out components))
            || !Block(row, "factor_vector", out JsonObject? vector)
            || (vector is null && !Block(metadata, "factor_vector", out vector)))
        {
            return null;
        }

        if (components is null && vector is null)
        {
            return NoComponents;
        }

        var map = new OrderedDictionary<string, double>(StringComparer.Ordinal);
        foreach (KeyValuePair<string, JsonNode?> component in components ?? [])
        {
            map[component.Key] = FactorVector.Cell(component.Value);
        }

        foreach (KeyValuePair<string, JsonNode?> factor in vector ?? [])
        {
            if (Coerce.NumberOrBoolean(factor.Value) is { } value)
            {
                map.TryAdd(factor.Key, value);
            }
        }

        return map;
    }

    /// <summary>An object with members, or null when there is none; false when something else stands there.</summary>
    private static bool Block(JsonObject? parent, string name, out JsonObject? block)
    {
        JsonNode? node = parent?[name];
        block = node as JsonObject is { Count: > 0 } map ? map : null;
        return node is JsonObject || (Coerce.Text(node) is null && !Coerce.Truthy(node));
    }
}
