using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.Intel;

/// <summary>
/// Alias rules of the intel inputs, which differ from the general ones: the first <i>truthy</i> alias wins, so a 0 under the
/// primary name falls through to the next alias. Source: intel contract, conventions.
/// </summary>
public static class IntelFields
{
    /// <summary>The first truthy alias; when none is, the value of the last alias (which may be 0, "" or null).</summary>
    public static JsonNode? First(JsonObject? row, string first, string second)
    {
        if (row is null)
        {
            return null;
        }

        return row.TryGetPropertyValue(first, out JsonNode? value) && Coerce.Truthy(value) ? value : row[second];
    }

    /// <summary>As <see cref="First(JsonObject?, string, string)"/>, for three aliases.</summary>
    public static JsonNode? First(JsonObject? row, string first, string second, string third)
    {
        if (row is null)
        {
            return null;
        }

        return row.TryGetPropertyValue(first, out JsonNode? value) && Coerce.Truthy(value) ? value : First(row, second, third);
    }

    /// <summary>
    /// The number under the first truthy alias; when no alias is truthy, an exact 0 that one of them holds. So an alias is
    /// consulted for a zero, and a zero without any is still a value.
    /// </summary>
    public static double? NumberOrZero(JsonObject row, string first, string second)
    {
        JsonNode? primary = row[first];
        if (Coerce.Truthy(primary))
        {
            return Coerce.NumberOrBoolean(primary);
        }

        JsonNode? alias = row[second];
        return Coerce.Truthy(alias) ? Coerce.NumberOrBoolean(alias) : Coerce.NumberOrBoolean(primary) ?? Coerce.NumberOrBoolean(alias);
    }

    /// <summary>The value's text in upper case, not trimmed; "" for everything that is not truthy and for lists and objects.</summary>
    public static string Upper(JsonNode? node) =>
        node is not null && Coerce.Truthy(node) ? Coerce.AsText(node)?.ToUpperInvariant() ?? "" : "";

    /// <summary>Zero to one.</summary>
    public static double Clamp01(double value) => Clamp(value, 0, 1);

    /// <summary>The lower bound wins when the bounds are crossed.</summary>
    public static double Clamp(double value, double low, double high) => Math.Max(low, Math.Min(high, value));

    /// <summary>NaN and the infinities are missing.</summary>
    public static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;
}
