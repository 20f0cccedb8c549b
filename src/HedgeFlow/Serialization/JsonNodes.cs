using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HedgeFlow.Serialization;

/// <summary>
/// Reads JSON into nodes that are complete at once. <see cref="JsonNode.Parse(string, JsonNodeOptions?, JsonDocumentOptions)"/>
/// fills its objects on first use, which is a write: such a node must not be read by two threads. These may.
/// Integers that fit 64 bits stay exact; every other number is a double. The last of duplicate keys wins.
/// </summary>
public static class JsonNodes
{
    /// <summary>Deeper documents are refused, so that a hostile line cannot exhaust the stack.</summary>
    public const int MaxDepth = 64;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = MaxDepth };

    /// <summary>The one value in <paramref name="utf8"/>.</summary>
    /// <exception cref="JsonException">Not exactly one JSON value, or invalid UTF-8 in a text.</exception>
    public static JsonNode? Parse(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, Options);
        if (!reader.Read())
        {
            throw new JsonException("no JSON value");
        }

        JsonNode? node = ReadValue(ref reader);
        if (reader.Read())
        {
            throw new JsonException("more than one JSON value");
        }

        return node;
    }

    /// <summary>The value in <paramref name="text"/>, or null with <paramref name="valid"/> false when it is not JSON.</summary>
    public static JsonNode? TryParse(string? text, out bool valid)
    {
        valid = false;
        if (text is null)
        {
            return null;
        }

        try
        {
            int length = System.Text.Encoding.UTF8.GetMaxByteCount(text.Length);
            byte[] buffer = ArrayPool<byte>.Shared.Rent(length);
            try
            {
                int written = System.Text.Encoding.UTF8.GetBytes(text, buffer);
                JsonNode? node = Parse(buffer.AsSpan(0, written));
                valid = true;
                return node;
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>As <see cref="TryParse(string?, out bool)"/>, for bytes.</summary>
    public static JsonNode? TryParse(ReadOnlySpan<byte> utf8, out bool valid)
    {
        try
        {
            JsonNode? node = Parse(utf8);
            valid = true;
            return node;
        }
        catch (JsonException)
        {
            valid = false;
            return null;
        }
    }

    /// <summary>The value at the reader's current token; the reader stands on its last token afterwards.</summary>
    public static JsonNode? ReadValue(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.True:
                return JsonValue.Create(true);
            case JsonTokenType.False:
                return JsonValue.Create(false);
            case JsonTokenType.String:
                return JsonValue.Create(ReadText(ref reader));
            case JsonTokenType.Number:
                return reader.TryGetInt64(out long integer) ? JsonValue.Create(integer) : JsonValue.Create(reader.GetDouble());
            case JsonTokenType.StartArray:
                var array = new JsonArray();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    array.Add(ReadValue(ref reader));
                }

                return array;
            case JsonTokenType.StartObject:
                var map = new JsonObject();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    string name = ReadText(ref reader);
                    if (!reader.Read())
                    {
                        break;
                    }

                    map[name] = ReadValue(ref reader);
                }

                return map;
            default:
                throw new JsonException($"unexpected {reader.TokenType}");
        }
    }

    /// <summary>An independent copy with NaN and infinities as null and -0 as 0: what may be echoed into a file.</summary>
    public static JsonNode? FiniteCopy(JsonNode? node)
    {
        switch (node)
        {
            case null:
                return null;
            case JsonArray array:
                var items = new JsonArray();
                foreach (JsonNode? item in array)
                {
                    items.Add(FiniteCopy(item));
                }

                return items;
            case JsonObject map:
                var copy = new JsonObject();
                foreach (KeyValuePair<string, JsonNode?> member in map)
                {
                    copy[member.Key] = FiniteCopy(member.Value);
                }

                return copy;
            default:
                if (Coerce.IsNonFinite(node))
                {
                    return null;
                }

                return Coerce.JsonNumber(node) is 0 ? JsonValue.Create(0) : node.DeepClone();
        }
    }

    private static string ReadText(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            // Invalid UTF-8 or a lone surrogate: the framework reports it as a programming error.
            throw new JsonException("invalid text", e);
        }
    }
}
