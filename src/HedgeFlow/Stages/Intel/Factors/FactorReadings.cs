using System.Text.Json.Nodes;

namespace HedgeFlow.Stages.Intel.Factors;

/// <summary>The newest factor reading of every symbol and direction, in the order in which they first came. Single-threaded.</summary>
/// <param name="capacity">Rows that are remembered; beyond that the oldest key gives way.</param>
public sealed class FactorReadings(int capacity = FactorReadings.DefaultCapacity)
{
    public const int DefaultCapacity = 20_000;

    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly List<FactorVector> _rows = [];
    private readonly FactorVectors _vectors = new();
    private int _oldest;

    public int Count => _rows.Count;

    /// <summary>Takes a <c>factors</c> record; one without a symbol is ignored.</summary>
    public void Add(JsonObject payload)
    {
        if (_vectors.FromReading(payload) is not { } row)
        {
            return;
        }

        if (_places.TryGetValue(row.Key, out int place))
        {
            _rows[place] = row;
        }
        else if (_rows.Count < Math.Max(capacity, 1))
        {
            _places.Add(row.Key, _rows.Count);
            _rows.Add(row);
        }
        else
        {
            _places.Remove(_rows[_oldest].Key);
            _places.Add(row.Key, _oldest);
            _rows[_oldest] = row;
            _oldest = (_oldest + 1) % _rows.Count;
        }
    }

    /// <summary>A copy that later readings do not touch.</summary>
    public IReadOnlyList<FactorVector> Rows() => [.. _rows];
}
