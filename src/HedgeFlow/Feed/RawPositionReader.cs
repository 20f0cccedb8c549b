using System.Text.Json;
using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;

namespace HedgeFlow.Feed;

/// <summary>
/// Reads one position mapping, under any of the names that exchanges and older programs use, into a <see cref="RawPosition"/>.
/// Nothing is dropped here for its values: a row without a symbol has "" and one without a quantity has NaN.
/// Source: state contract, position rows.
/// </summary>
public static class RawPositionReader
{
    private const string Long = "LONG";
    private const string Short = "SHORT";
    private const string Both = "BOTH";

    /// <summary>No alias is longer than 16 bytes, and an escape takes at most six for one.</summary>
    private const int MaxEscapedName = 96;

    /// <summary>Reads <paramref name="row"/>; false when it is not a mapping.</summary>
    public static bool Read(JsonNode? row, out RawPosition position)
    {
        position = default;
        if (row is not JsonObject map)
        {
            return false;
        }

        Span<double> numbers = stackalloc double[PositionAliases.Count];
        ReadOnlySpan<string> names = PositionAliases.Names;
        for (int slot = 0; slot < numbers.Length; slot++)
        {
            numbers[slot] = Coerce.Number(map[names[slot]]) ?? double.NaN;
        }

        Resolve(numbers, ref position);
        position.Symbol = Coerce.Symbol(map["symbol"]);
        string? exchangeSide = Coerce.Text(map["positionSide"]);
        SetSide(ref position, exchangeSide, Coerce.Text(map["position_side"]), Coerce.Text(map["side"]));
        position.UpdatedTs = IsoTime.Parse(map["updated_at"]) + 0.0 ?? double.NaN;
        return true;
    }

    /// <summary>As the other one, at the value token of a reader, which stands on the value's last token afterwards.</summary>
    internal static bool Read(ref Utf8JsonReader reader, SymbolTable symbols, out RawPosition position)
    {
        position = default;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return false;
        }

        Span<double> numbers = stackalloc double[PositionAliases.Count];
        numbers.Fill(double.NaN);
        string? positionSide = null;
        string? positionSideSnake = null;
        string? side = null;
        position.Symbol = "";
        position.UpdatedTs = double.NaN;
        Span<byte> unescaped = stackalloc byte[MaxEscapedName];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            scoped ReadOnlySpan<byte> name = reader.ValueSpan;
            if (reader.ValueIsEscaped)
            {
                name = name.Length > MaxEscapedName ? default : unescaped[..reader.CopyString(unescaped)];
            }

            int slot = PositionAliases.Find(name);
            if (slot >= 0)
            {
                reader.Read();
                numbers[slot] = TokenValue.Number(ref reader);
            }
            else if (name.SequenceEqual("symbol"u8))
            {
                reader.Read();
                position.Symbol = TokenValue.Symbol(ref reader, symbols);
            }
            else if (name.SequenceEqual("positionSide"u8))
            {
                reader.Read();
                positionSide = SideText(ref reader);
            }
            else if (name.SequenceEqual("position_side"u8))
            {
                reader.Read();
                positionSideSnake = SideText(ref reader);
            }
            else if (name.SequenceEqual("side"u8))
            {
                reader.Read();
                side = SideText(ref reader);
            }
            else if (name.SequenceEqual("updated_at"u8))
            {
                reader.Read();
                position.UpdatedTs = TokenValue.Time(ref reader);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        Resolve(numbers, ref position);
        SetSide(ref position, positionSide, positionSideSnake, side);
        return true;
    }

    /// <summary>The numbers of the row from what each alias held, NaN where it held none.</summary>
    internal static void Resolve(ReadOnlySpan<double> numbers, ref RawPosition position)
    {
        position.Qty = FirstNonZero(numbers[PositionAliases.Qty]);
        position.Entry = FirstPositive(numbers[PositionAliases.Entry]);
        position.Mark = FirstPositive(numbers[PositionAliases.Mark]);
        position.Unrealized = First(numbers[PositionAliases.Unrealized]);
        position.Realized = First(numbers[PositionAliases.Realized]);
        position.Leverage = numbers[PositionAliases.Leverage] + 0.0;
    }

    /// <summary>The first non-blank word decides the side; the exchange's own word is kept when it is one of its three.</summary>
    internal static void SetSide(ref RawPosition position, string? positionSide, string? positionSideSnake, string? side)
    {
        string? word = !string.IsNullOrWhiteSpace(positionSide)
            ? positionSide
            : !string.IsNullOrWhiteSpace(positionSideSnake) ? positionSideSnake : side;
        position.Word = WordOf(word.AsSpan().Trim());
        position.ExchangeSide = ExchangeSideOf(positionSide.AsSpan().Trim());
    }

    /// <summary>The usual words without a new string for each.</summary>
    private static string? SideText(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            if (reader.ValueTextEquals("LONG"u8))
            {
                return Long;
            }

            if (reader.ValueTextEquals("SHORT"u8))
            {
                return Short;
            }

            if (reader.ValueTextEquals("BOTH"u8))
            {
                return Both;
            }
        }

        return TokenValue.Text(ref reader);
    }

    private static PositionSideWord WordOf(ReadOnlySpan<char> word)
    {
        if (Is(word, Long) || Is(word, "BUY"))
        {
            return PositionSideWord.Long;
        }

        return Is(word, Short) || Is(word, "SELL") ? PositionSideWord.Short : PositionSideWord.BySign;
    }

    private static string ExchangeSideOf(ReadOnlySpan<char> word) => Is(word, Long) ? Long : Is(word, Short) ? Short : Both;

    private static bool Is(ReadOnlySpan<char> word, string expected) => word.Equals(expected, StringComparison.OrdinalIgnoreCase);

    // Adding zero turns -0 into 0 and changes nothing else.
    private static double First(ReadOnlySpan<double> numbers)
    {
        foreach (double number in numbers)
        {
            if (!double.IsNaN(number))
            {
                return number + 0.0;
            }
        }

        return double.NaN;
    }

    private static double FirstPositive(ReadOnlySpan<double> numbers)
    {
        foreach (double number in numbers)
        {
            if (number > 0)
            {
                return number;
            }
        }

        return double.NaN;
    }

    private static double FirstNonZero(ReadOnlySpan<double> numbers)
    {
        double found = double.NaN;
        foreach (double number in numbers)
        {
            if (double.IsNaN(number))
            {
                continue;
            }

            if (number != 0)
            {
                return number;
            }

            found = 0;
        }

        return found;
    }
}
