using System.Text.Json;
using HedgeFlow.Serialization;

namespace HedgeFlow.Feed;

/// <summary>
/// Scalars at a reader's current value token by the rules of <see cref="Coerce"/> and <see cref="IsoTime"/>, without nodes.
/// Containers are skipped and count as missing; the reader stands on the value's last token afterwards.
/// </summary>
internal static class TokenValue
{
    /// <summary>Finite number or number in text; NaN when missing; -0 becomes 0.</summary>
    public static double Number(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Number:
                double number = reader.GetDouble();
                return double.IsFinite(number) ? number + 0.0 : double.NaN;
            case JsonTokenType.String:
                double? inText = reader.ValueIsEscaped ? Coerce.NumberInText(reader.GetString()) : Coerce.NumberInText(reader.ValueSpan);
                return inText is { } value ? value + 0.0 : double.NaN;
            default:
                reader.Skip();
                return double.NaN;
        }
    }

    /// <summary>Epoch seconds; NaN when missing.</summary>
    public static double Time(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Number:
                double number = reader.GetDouble();
                return double.IsFinite(number) ? IsoTime.FromNumber(number) + 0.0 : double.NaN;
            case JsonTokenType.String:
                return IsoTime.ParseText(reader.GetString()) + 0.0 ?? double.NaN;
            default:
                reader.Skip();
                return double.NaN;
        }
    }

    /// <summary>The text, null when it is none.</summary>
    public static string? Text(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return reader.GetString();
        }

        reader.Skip();
        return null;
    }

    /// <summary>Trimmed and upper-case; "" when it is no text.</summary>
    public static string Symbol(ref Utf8JsonReader reader, SymbolTable symbols)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return "";
        }

        return reader.ValueIsEscaped ? reader.GetString()!.Trim().ToUpperInvariant() : symbols.Get(reader.ValueSpan);
    }

    /// <summary>64-bit integer; null when it is none.</summary>
    public static long? Integer(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.Number)
        {
            reader.Skip();
            return null;
        }

        if (reader.TryGetInt64(out long value))
        {
            return value;
        }

        double number = reader.GetDouble();
        return Math.Abs(number) < 9007199254740992.0 && Math.Floor(number) == number ? (long)number : null;
    }

    /// <summary>Flag in any of its forms; null when missing or a container.</summary>
    public static bool? Flag(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.True:
                return true;
            case JsonTokenType.False:
                return false;
            case JsonTokenType.Number:
                double number = reader.GetDouble();
                return double.IsFinite(number) && number != 0;
            case JsonTokenType.String:
                return Coerce.FlagInText(reader.GetString());
            default:
                reader.Skip();
                return null;
        }
    }
}
