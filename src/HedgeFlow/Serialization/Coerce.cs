using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HedgeFlow.Serialization;

/// <summary>
/// Reads foreign JSON values (order facts of other programs, configuration, old files) as numbers and flags.
/// Nothing here throws: a value that does not fit is missing. Source: state contract, coercion rules.
/// </summary>
public static class Coerce
{
    private const NumberStyles NumberText =
        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>Finite number, or trimmed invariant decimal/exponent text; everything else, booleans included, is missing.</summary>
    public static double? Number(JsonNode? node) => node is JsonValue value ? Number(value, booleans: false) : null;

    /// <summary>As <see cref="Number(JsonNode?)"/>, but <c>true</c> is 1 and <c>false</c> is 0 (intel and factor rules).</summary>
    public static double? NumberOrBoolean(JsonNode? node) => node is JsonValue value ? Number(value, booleans: true) : null;

    /// <summary>The number in a text: trimmed invariant decimal or exponent form; no separators, hex, percent signs or words.</summary>
    public static double? NumberInText(string? text)
    {
        if (text is null)
        {
            return null;
        }

        ReadOnlySpan<char> trimmed = text.AsSpan().Trim();
        foreach (char c in trimmed)
        {
            // Keeps out "NaN", "Infinity" and their relatives, which the parser would take.
            if (c is not ((>= '0' and <= '9') or '+' or '-' or '.' or 'e' or 'E'))
            {
                return null;
            }
        }

        return double.TryParse(trimmed, NumberText, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            ? number
            : null;
    }

    /// <summary>As <see cref="NumberInText(string?)"/>, for UTF-8 text.</summary>
    public static double? NumberInText(ReadOnlySpan<byte> utf8)
    {
        ReadOnlySpan<byte> trimmed = utf8.Trim(" \t\n\v\f\r"u8);
        foreach (byte c in trimmed)
        {
            if (c >= 0x80)
            {
                // It may be one of the blanks beyond ASCII.
                return NumberInText(System.Text.Encoding.UTF8.GetString(trimmed));
            }

            if (c is not ((>= (byte)'0' and <= (byte)'9') or (byte)'+' or (byte)'-' or (byte)'.' or (byte)'e' or (byte)'E'))
            {
                return null;
            }
        }

        return double.TryParse(trimmed, NumberText, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            ? number
            : null;
    }

    /// <summary>The value itself when it is a JSON number (text does not count), finite.</summary>
    public static double? JsonNumber(JsonNode? node) =>
        node is JsonValue value && TryGetDouble(value, out double number) && double.IsFinite(number) ? number : null;

    /// <summary>True when the value is held as a number, finite or not. In-memory documents may hold NaN; files never do.</summary>
    public static bool IsNumber(JsonNode? node) => node is JsonValue value && TryGetDouble(value, out _);

    /// <summary>True for NaN and the infinities, which count as missing everywhere.</summary>
    public static bool IsNonFinite(JsonNode? node) =>
        node is JsonValue value && TryGetDouble(value, out double number) && !double.IsFinite(number);

    /// <summary>The first alias of <paramref name="row"/> that holds a number; a present 0 wins.</summary>
    public static double? First(JsonObject? row, params ReadOnlySpan<string> aliases)
    {
        if (row is null)
        {
            return null;
        }

        foreach (string alias in aliases)
        {
            if (Number(row[alias]) is { } number)
            {
                return number;
            }
        }

        return null;
    }

    /// <summary>The first alias of <paramref name="row"/> whose number is above zero.</summary>
    public static double? FirstPositive(JsonObject? row, params ReadOnlySpan<string> aliases)
    {
        if (row is null)
        {
            return null;
        }

        foreach (string alias in aliases)
        {
            if (Number(row[alias]) is > 0 and { } number)
            {
                return number;
            }
        }

        return null;
    }

    /// <summary>JSON boolean, non-zero number, or one of <c>1 true yes on</c> (trimmed, any case); everything else is false.</summary>
    public static bool Flag(JsonNode? node)
    {
        if (node is not JsonValue value)
        {
            return false;
        }

        if (value.TryGetValue(out bool flag))
        {
            return flag;
        }

        if (TryGetDouble(value, out double number))
        {
            return double.IsFinite(number) && number != 0;
        }

        return FlagInText(Text(value));
    }

    /// <summary>One of <c>1 true yes on</c>, trimmed, any case. The only reader of boolean environment variables and texts.</summary>
    public static bool FlagInText(string? text) =>
        text is not null && text.Trim().ToLowerInvariant() is "1" or "true" or "yes" or "on";

    /// <summary>The boolean when the value is a JSON boolean, else null.</summary>
    public static bool? Boolean(JsonNode? node) => node is JsonValue value && value.TryGetValue(out bool flag) ? flag : null;

    /// <summary>The text when the value is a JSON string, else null.</summary>
    public static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    /// <summary>Text as it is, numbers in shortest round-trip form (integral without a fraction), booleans as words; else null.</summary>
    public static string? AsText(JsonNode? node)
    {
        if (node is not JsonValue value)
        {
            return null;
        }

        if (value.TryGetValue(out string? text))
        {
            return text;
        }

        if (value.TryGetValue(out bool flag))
        {
            return flag ? "true" : "false";
        }

        if (Integer(value) is { } integer)
        {
            return integer.ToString(CultureInfo.InvariantCulture);
        }

        return TryGetDouble(value, out double number) && double.IsFinite(number) ? number.ToString("R", CultureInfo.InvariantCulture) : null;
    }

    /// <summary>Integral number that fits 64 bits, exact (order ids); a double counts when it has no fraction and is below 2^53.</summary>
    public static long? Integer(JsonNode? node)
    {
        if (node is not JsonValue value)
        {
            return null;
        }

        if (value.TryGetValue(out long integer))
        {
            return integer;
        }

        if (value.TryGetValue(out int small))
        {
            return small;
        }

        return TryGetDouble(value, out double number) && Math.Abs(number) < 9007199254740992.0 && Math.Floor(number) == number
            ? (long)number
            : null;
    }

    /// <summary>
    /// False for missing, null, false, 0, "", an empty array and an empty object; NaN and infinities are missing.
    /// The texts "false" and "0" are true.
    /// </summary>
    public static bool Truthy(JsonNode? node)
    {
        switch (node)
        {
            case null:
                return false;
            case JsonArray array:
                return array.Count > 0;
            case JsonObject map:
                return map.Count > 0;
        }

        var value = (JsonValue)node;
        if (value.TryGetValue(out bool flag))
        {
            return flag;
        }

        if (value.TryGetValue(out string? text))
        {
            return !string.IsNullOrEmpty(text);
        }

        return TryGetDouble(value, out double number) && double.IsFinite(number) && number != 0;
    }

    /// <summary>Symbols are trimmed and upper-cased on entry everywhere; not a text or blank gives "".</summary>
    public static string Symbol(JsonNode? node) => Text(node)?.Trim().ToUpperInvariant() ?? "";

    private static double? Number(JsonValue value, bool booleans)
    {
        if (TryGetDouble(value, out double number))
        {
            return double.IsFinite(number) ? number : null;
        }

        if (value.TryGetValue(out string? text))
        {
            return NumberInText(text);
        }

        return booleans && value.TryGetValue(out bool flag) ? (flag ? 1 : 0) : null;
    }

    private static bool TryGetDouble(JsonValue value, out double number)
    {
        if (value.GetValueKind() is not JsonValueKind.Number)
        {
            number = 0;
            return false;
        }

        if (value.TryGetValue(out number))
        {
            return true;
        }

        if (value.TryGetValue(out long integer))
        {
            number = integer;
            return true;
        }

        if (value.TryGetValue(out int small))
        {
            number = small;
            return true;
        }

        if (value.TryGetValue(out decimal exact))
        {
            number = (double)exact;
            return true;
        }

        return false;
    }
}
