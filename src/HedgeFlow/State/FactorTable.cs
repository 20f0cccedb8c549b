using System.Text.Json.Serialization;

namespace HedgeFlow.State;

/// <summary>
/// Factor values per row, written as a map from row key to values without building one: <c>{key: {factors, direction, regime}}</c>
/// with labels, <c>{key: {factor: value}}</c> without. Immutable once it is handed over.
/// </summary>
/// <param name="factors">Names of the columns.</param>
/// <param name="keys">Key of every row; of rows with the same key the last one counts, at the place of the first.</param>
/// <param name="values">All rows of the first column, then those of the second, and so on.</param>
/// <param name="directions">Direction of every row; null writes bare values.</param>
/// <param name="regimes">Regime of every row; null leaves it out.</param>
[JsonConverter(typeof(FactorTableConverter))]
public sealed class FactorTable(
    IReadOnlyList<string> factors, string[] keys, ReadOnlyMemory<double> values, string[]? directions = null, string[]? regimes = null)
{
    private readonly int[] _rows = Distinct(keys);

    public static FactorTable Empty { get; } = new([], [], default, []);

    /// <summary>Rows that are written.</summary>
    public int Count => _rows.Length;

    public IReadOnlyList<string> Factors => factors;

    /// <summary>Directions, and with them the <c>factors</c> member, are written.</summary>
    public bool HasDirections => directions is not null;

    public bool HasRegimes => regimes is not null;

    public string Key(int index) => keys[_rows[index]];

    public string Direction(int index) => directions![_rows[index]];

    public string Regime(int index) => regimes![_rows[index]];

    public double Value(int index, int factor) => values.Span[factor * keys.Length + _rows[index]];

    private static int[] Distinct(string[] keys)
    {
        var places = new Dictionary<string, int>(keys.Length, StringComparer.Ordinal);
        int[] rows = new int[keys.Length];
        int count = 0;
        for (int row = 0; row < keys.Length; row++)
        {
            if (places.TryGetValue(keys[row], out int place))
            {
                rows[place] = row;
            }
            else
            {
                places.Add(keys[row], count);
                rows[count++] = row;
            }
        }

        return count == rows.Length ? rows : rows[..count];
    }
}
