using System.Text.Json;

namespace HedgeFlow.Serialization;

/// <summary>Members as every output has them: numbers finite or null, -0 is 0, a missing value is null.</summary>
internal static class MemberWriting
{
    /// <summary>Writes a number; null where it is not finite.</summary>
    public static void Number(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, double value)
    {
        writer.WritePropertyName(name);
        JsonNodeWriter.WriteNumber(writer, value);
    }

    /// <summary>Writes a number that may be missing.</summary>
    public static void Number(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, double? value) => writer.Number(name, value ?? double.NaN);

    /// <summary>Writes a flag that may be missing.</summary>
    public static void Flag(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, bool? value)
    {
        if (value is { } flag)
        {
            writer.WriteBoolean(name, flag);
        }
        else
        {
            writer.WriteNull(name);
        }
    }

    /// <summary>Writes texts as an array.</summary>
    public static void Texts(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, IReadOnlyList<string> values)
    {
        writer.WriteStartArray(name);
        for (int i = 0; i < values.Count; i++)
        {
            writer.WriteStringValue(values[i]);
        }

        writer.WriteEndArray();
    }
}
