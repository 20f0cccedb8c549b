using System.Text.Json.Nodes;

namespace HedgeFlow.Stages.Intel.Factors;

/// <summary>An ordered set of factor names, shared by all rows that carry the same factors. Immutable.</summary>
public sealed class FactorNames
{
    private readonly string[] _names;
    private readonly Dictionary<string, int> _index;

    private FactorNames(string[] names)
    {
        _names = names;
        _index = new Dictionary<string, int>(names.Length, StringComparer.Ordinal);
        for (int i = 0; i < names.Length; i++)
        {
            _index.TryAdd(names[i], i);
        }
    }

    public static FactorNames Empty { get; } = new([]);

    /// <summary>The factors where none are configured.</summary>
    public static FactorNames Default { get; } =
        new(["trend", "carry", "rv_momentum", "router_quality", "expectancy", "vol_regime"]);

    public int Count => _names.Length;

    public IReadOnlyList<string> All => _names;

    public string this[int index] => _names[index];

    public static FactorNames Of(IEnumerable<string> names) => new([.. names]);

    /// <summary>The member names of a map; <paramref name="known"/> itself when it has exactly these in this order.</summary>
    public static FactorNames Of(JsonObject map, FactorNames known)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(known);
        if (map.Count == known.Count)
        {
            int i = 0;
            foreach (KeyValuePair<string, JsonNode?> member in map)
            {
                if (member.Key != known._names[i])
                {
                    break;
                }

                i++;
            }

            if (i == known.Count)
            {
                return known;
            }
        }

        return new FactorNames([.. map.Select(member => member.Key)]);
    }

    /// <summary>Place of a name; -1 when it is none of these.</summary>
    public int IndexOf(string name) => _index.TryGetValue(name, out int index) ? index : -1;

    /// <summary>A map from every name to a value.</summary>
    public OrderedDictionary<string, double> Map(ReadOnlySpan<double> values)
    {
        var map = new OrderedDictionary<string, double>(_names.Length, StringComparer.Ordinal);
        for (int i = 0; i < _names.Length; i++)
        {
            map[_names[i]] = values[i];
        }

        return map;
    }
}
