using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.Intel.Factors;

/// <summary>What a factor gives per unit of its risk. Source: factor contract, information ratio.</summary>
public static class FactorRatios
{
    private const double Floor = 1e-9;

    /// <summary>Attributed PnL over volatility, for every entry of the map; a factor without volatility gets a huge ratio.</summary>
    public static OrderedDictionary<string, double> OfPnl(
        IReadOnlyDictionary<string, double> pnl, IReadOnlyDictionary<string, double> volatilities)
    {
        ArgumentNullException.ThrowIfNull(pnl);
        ArgumentNullException.ThrowIfNull(volatilities);
        var ratios = new OrderedDictionary<string, double>(pnl.Count, StringComparer.Ordinal);
        foreach (KeyValuePair<string, double> entry in pnl)
        {
            ratios[entry.Key] = entry.Value / (volatilities.GetValueOrDefault(entry.Key) + Floor);
        }

        return ratios;
    }

    /// <summary>Mean over standard deviation of each normalised column; what rounding leaves of a mean counts as 0. Empty without rows.</summary>
    public static OrderedDictionary<string, double> OfVectors(FactorMatrix normalized)
    {
        ArgumentNullException.ThrowIfNull(normalized);
        if (normalized.Rows == 0)
        {
            return new OrderedDictionary<string, double>(StringComparer.Ordinal);
        }

        double[] ratios = new double[normalized.Columns];
        for (int column = 0; column < ratios.Length; column++)
        {
            ReadOnlySpan<double> values = normalized.Column(column);
            double mean = ColumnMath.Sum(values) / values.Length;
            double std = Math.Sqrt(ColumnMath.SquaredDistances(values, mean) / values.Length);
            double ratio = std > Floor ? mean / (std + Floor) : 0;
            ratios[column] = Math.Abs(ratio) <= Floor ? 0 : ratio;
        }

        return normalized.Names.Map(ratios);
    }

    /// <summary>The first of two maps that has an entry; the second when neither has.</summary>
    public static OrderedDictionary<string, double> Choose(
        OrderedDictionary<string, double>? first, OrderedDictionary<string, double> second) => first is { Count: > 0 } ? first : second;

    /// <summary>A map of foreign numbers without the entries that hold none.</summary>
    public static OrderedDictionary<string, double> Numbers(JsonObject? map)
    {
        var numbers = new OrderedDictionary<string, double>(StringComparer.Ordinal);
        foreach (KeyValuePair<string, JsonNode?> entry in map ?? [])
        {
            if (Coerce.NumberOrBoolean(entry.Value) is { } number)
            {
                numbers[entry.Key] = number;
            }
        }

        return numbers;
    }
}
