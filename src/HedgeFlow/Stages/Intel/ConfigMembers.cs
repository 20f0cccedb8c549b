using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.Intel;

/// <summary>
/// Reads a configuration block whose members must be of the right kind: an absent member is its default, any other wrong one
/// spoils the whole block. The first fault is kept as text. Source: factor contract, configuration.
/// </summary>
public sealed class ConfigMembers
{
    private readonly JsonObject? _block;
    private readonly string _path;

    /// <param name="block">The block; null = all defaults.</param>
    /// <param name="path">Its name in fault texts.</param>
    public ConfigMembers(JsonObject? block, string path)
    {
        _block = block;
        _path = path;
    }

    /// <summary>What is wrong, for example <c>rv_momentum.lookback_bars: an integer of 2 or more is expected</c>; null = nothing.</summary>
    public string? Fault { get; private set; }

    /// <summary>A JSON boolean; numbers and texts do not count.</summary>
    public bool Flag(string name, bool otherwise)
    {
        if (!Present(name, out JsonNode? value))
        {
            return otherwise;
        }

        return Coerce.Boolean(value) ?? Reject(name, "true or false is expected", otherwise);
    }

    /// <summary>A JSON string.</summary>
    public string Text(string name, string otherwise)
    {
        if (!Present(name, out JsonNode? value))
        {
            return otherwise;
        }

        return Coerce.Text(value) ?? Reject(name, "a text is expected", otherwise);
    }

    /// <summary>A finite JSON number within bounds.</summary>
    public double Number(string name, double otherwise, double min = double.MinValue, double max = double.MaxValue, bool aboveMin = false)
    {
        if (!Present(name, out JsonNode? value))
        {
            return otherwise;
        }

        return Coerce.JsonNumber(value) is { } number && number >= min && number <= max && !(aboveMin && number == min)
            ? number
            : Reject(name, aboveMin ? $"a number above {min:R} is expected" : "a number in its range is expected", otherwise);
    }

    /// <summary>A JSON number without a fraction; <c>48.0</c> counts.</summary>
    public int Integer(string name, int otherwise, int min = int.MinValue, int max = int.MaxValue)
    {
        if (!Present(name, out JsonNode? value))
        {
            return otherwise;
        }

        return Coerce.Integer(value) is { } integer && integer >= min && integer <= max
            ? (int)integer
            : Reject(name, min == int.MinValue ? "an integer is expected" : $"an integer of {min} or more is expected", otherwise);
    }

    /// <summary>A list of one or more different, non-empty texts.</summary>
    public IReadOnlyList<string> Names(string name, IReadOnlyList<string> otherwise)
    {
        if (!Present(name, out JsonNode? value))
        {
            return otherwise;
        }

        string?[] names = value is JsonArray list ? [.. list.Select(Coerce.Text)] : [];
        return names.Length > 0 && !names.Any(string.IsNullOrEmpty) && names.Distinct(StringComparer.Ordinal).Count() == names.Length
            ? names!
            : Reject(name, "a list of different names is expected", otherwise);
    }

    /// <summary>Records a fault that concerns more than one member.</summary>
    public T Reject<T>(string name, string message, T otherwise)
    {
        Fault ??= $"{_path}.{name}: {message}";
        return otherwise;
    }

    private bool Present(string name, out JsonNode? value)
    {
        value = null;
        return _block is not null && _block.TryGetPropertyValue(name, out value);
    }
}
