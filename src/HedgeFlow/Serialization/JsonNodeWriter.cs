using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HedgeFlow.Serialization;

/// <summary>
/// Writes documents held as nodes by the rules of every output: non-finite numbers are null, -0 is 0, times are ISO UTC,
/// members keep their order. Source: state contract, formatting; services contract, line rules.
/// </summary>
public static class JsonNodeWriter
{
    /// <summary>Writes the value to a buffer as compact JSON.</summary>
    public static void Write(IBufferWriter<byte> output, JsonNode? node)
    {
        using var writer = new Utf8JsonWriter(output, OutputJson.WriterOptions);
        Write(writer, node);
    }

    /// <summary>Writes the value where the writer stands.</summary>
    public static void Write(Utf8JsonWriter writer, JsonNode? node)
    {
        ArgumentNullException.ThrowIfNull(writer);
        switch (node)
        {
            case null:
                writer.WriteNullValue();
                break;
            case JsonObject map:
                writer.WriteStartObject();
                for (int i = 0; i < map.Count; i++)
                {
                    // By index: the enumerators of nodes are objects.
                    KeyValuePair<string, JsonNode?> member = map.GetAt(i);
                    writer.WritePropertyName(member.Key);
                    Write(writer, member.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonArray array:
                writer.WriteStartArray();
                for (int i = 0; i < array.Count; i++)
                {
                    Write(writer, array[i]);
                }

                writer.WriteEndArray();
                break;
            default:
                WriteValue(writer, (JsonValue)node);
                break;
        }
    }

    /// <summary>A number as every output has it.</summary>
    public static void WriteNumber(Utf8JsonWriter writer, double number)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (double.IsFinite(number))
        {
            // Adding zero turns -0 into 0 and changes nothing else.
            writer.WriteNumberValue(number + 0.0);
        }
        else
        {
            writer.WriteNullValue();
        }
    }

    private static void WriteValue(Utf8JsonWriter writer, JsonValue value)
    {
        if (value.TryGetValue(out EncodedPart part))
        {
            writer.WriteRawValue(part.Utf8.Span, skipInputValidation: true);
            return;
        }

        switch (value.GetValueKind())
        {
            case JsonValueKind.Number when value.TryGetValue(out long integer):
                writer.WriteNumberValue(integer);
                break;
            case JsonValueKind.Number when value.TryGetValue(out double number):
                WriteNumber(writer, number);
                break;
            case JsonValueKind.Number when value.TryGetValue(out float single):
                WriteNumber(writer, single);
                break;
            case JsonValueKind.String when value.TryGetValue(out string? text):
                writer.WriteStringValue(text);
                break;
            case JsonValueKind.String when value.TryGetValue(out DateTimeOffset time):
                WriteTime(writer, time);
                break;
            case JsonValueKind.String when value.TryGetValue(out DateTime local):
                WriteTime(writer, new DateTimeOffset(local.Kind == DateTimeKind.Local ? local.ToUniversalTime() : DateTime.SpecifyKind(local, DateTimeKind.Utc)));
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    private static void WriteTime(Utf8JsonWriter writer, DateTimeOffset time) =>
        writer.WriteStringValue(IsoTime.Format((time - DateTimeOffset.UnixEpoch).Ticks / (double)TimeSpan.TicksPerSecond));
}
