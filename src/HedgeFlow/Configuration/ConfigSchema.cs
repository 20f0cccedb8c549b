using System.Collections.Frozen;

namespace HedgeFlow.Configuration;

/// <summary>The keys of a configuration block; with <paramref name="others"/>, the form of every key not named (a map).</summary>
public sealed class ConfigSchema(IEnumerable<KeyValuePair<string, ConfigKey>> keys, ConfigKey? others = null)
{
    private readonly FrozenDictionary<string, ConfigKey> _keys = keys.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The form of members whose names are free; null = there are none.</summary>
    public ConfigKey? Others { get; } = others;

    /// <summary>A block whose member names are free and whose members all have one form.</summary>
    public static ConfigSchema MapOf(ConfigKey members) => new([], members);

    /// <summary>The key's form, or null when the block knows no such key.</summary>
    public ConfigKey? Find(string name) => _keys.GetValueOrDefault(name) ?? Others;

    /// <summary>The known name nearest to a misspelt one; null when none is near.</summary>
    public string? Nearest(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        string? best = null;
        int bestDistance = Math.Max(2, name.Length / 3) + 1;
        foreach (string known in _keys.Keys.Order(StringComparer.Ordinal))
        {
            int distance = Distance(name, known);
            if (distance < bestDistance)
            {
                best = known;
                bestDistance = distance;
            }
        }

        return best;
    }

    private static int Distance(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > 8 || a.Length > 64)
        {
            return int.MaxValue;
        }

        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
