using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.Intel.Factors;

/// <summary>
/// Factor readings of one symbol and direction. Its cells are numbers from the start: whatever is no finite number counts as 0.
/// Immutable. Source: factor contract, factor vectors.
/// </summary>
public sealed class FactorVector
{
    private readonly double[] _cells;
    private readonly JsonObject? _given;

    /// <param name="symbol">As it is to be published.</param>
    /// <param name="direction"><c>LONG</c>, <c>SHORT</c>, or what the source says.</param>
    /// <param name="regime">Volatility regime.</param>
    /// <param name="hybridScore">Score of the intent or symbol.</param>
    /// <param name="names">Factors of the row.</param>
    /// <param name="cells">Their values, one per name.</param>
    public FactorVector(string symbol, string direction, string regime, double hybridScore, FactorNames names, double[] cells)
    {
        Symbol = symbol;
        Direction = direction;
        Regime = regime;
        HybridScore = hybridScore;
        Names = names;
        _cells = cells;
        Key = $"{symbol}:{direction}";
    }

    /// <param name="symbol">As it is to be published.</param>
    /// <param name="direction"><c>LONG</c>, <c>SHORT</c>, or what the source says.</param>
    /// <param name="regime">Volatility regime.</param>
    /// <param name="hybridScore">Score of the intent or symbol.</param>
    /// <param name="factors">Factor → any value; nobody changes it any more.</param>
    /// <param name="known">Names of an earlier row, which this one likely has too.</param>
    public FactorVector(string symbol, string direction, string regime, double hybridScore, JsonObject factors, FactorNames known)
        : this(symbol, direction, regime, hybridScore, FactorNames.Of(factors, known), Read(factors)) => _given = factors;

    public string Symbol { get; }

    public string Direction { get; }

    public string Regime { get; }

    public double HybridScore { get; }

    /// <summary>Row key, <c>SYMBOL:DIRECTION</c>.</summary>
    public string Key { get; }

    public FactorNames Names { get; }

    /// <summary>Finite values in the order of <see cref="Names"/>.</summary>
    public ReadOnlySpan<double> Cells => _cells;

    /// <summary>The factors as they were given, texts and nulls included; a copy.</summary>
    public JsonObject Given()
    {
        if (_given is not null)
        {
            return (JsonObject)JsonNodes.FiniteCopy(_given)!;
        }

        var map = new JsonObject();
        for (int i = 0; i < _cells.Length; i++)
        {
            map[Names[i]] = _cells[i];
        }

        return map;
    }

    /// <summary>The value of a cell: bad and missing ones are 0.</summary>
    public static double Cell(JsonNode? node) => Coerce.NumberOrBoolean(node) ?? 0;

    private static double[] Read(JsonObject factors)
    {
        var cells = new double[factors.Count];
        int i = 0;
        foreach (KeyValuePair<string, JsonNode?> factor in factors)
        {
            cells[i++] = Cell(factor.Value);
        }

        return cells;
    }
}
