using HedgeFlow.Serialization;

namespace HedgeFlow.Host.Settings;

/// <summary>
/// Environment variables by the contract's rules: blank counts as unset, one boolean parser, a value that cannot be parsed
/// gives the default and one warning. Values are never echoed: a warning names the variable only.
/// </summary>
internal sealed class EnvironmentReader(IReadOnlyDictionary<string, string> variables)
{
    private readonly List<string> _warnings = [];

    /// <summary>One line per variable that was set and could not be used.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    public IReadOnlyDictionary<string, string> Variables { get; } = variables;

    /// <summary>The file that fills the gaps, whether it is there or not; null = none is looked at.</summary>
    public string? File { get; private init; }

    /// <summary>The process environment, with the gaps filled from the <c>.env</c> file of <paramref name="folder"/>.</summary>
    public static EnvironmentReader OfProcess(string folder)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        string file = Path.GetFullPath(Path.Combine(folder, ".env"));
        foreach (KeyValuePair<string, string> entry in DotEnv.Read(file))
        {
            variables[entry.Key] = entry.Value;
        }

        foreach (System.Collections.DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            variables[(string)entry.Key] = entry.Value as string ?? "";
        }

        return new EnvironmentReader(variables) { File = file };
    }

    /// <summary>Trimmed text, or null when unset or blank.</summary>
    public string? Text(string name) =>
        Variables.TryGetValue(name, out string? value) && value.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>The first of the variables that is set and not blank.</summary>
    public string? FirstText(params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (Text(name) is { } text)
            {
                return text;
            }
        }

        return null;
    }

    public bool Flag(string name, bool whenUnset = false) => Text(name) is { } text ? Coerce.FlagInText(text) : whenUnset;

    public double Number(string name, double whenUnset, double min = double.NegativeInfinity)
    {
        if (Text(name) is not { } text)
        {
            return whenUnset;
        }

        if (Coerce.NumberInText(text) is { } number && number >= min)
        {
            return number;
        }

        _warnings.Add($"{name} is not a usable number: the default {whenUnset:0.###} applies");
        return whenUnset;
    }

    /// <summary>Seconds: unset or blank = default, 0 = every tick.</summary>
    public double Interval(string name, double whenUnset) => Number(name, whenUnset, min: 0);

    public int Count(string name, int whenUnset) => (int)Math.Min(int.MaxValue, Number(name, whenUnset, min: 0));
}
