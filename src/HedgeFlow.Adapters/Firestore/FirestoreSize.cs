using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HedgeFlow.Adapters.Firestore;

/// <summary>
/// Bytes that a document counts at Firestore, which is not the length of its JSON: numbers 8, booleans and null 1, texts and names
/// their UTF-8 length + 1, the document its path and 32. Firestore's limit is 1 MiB.
/// </summary>
public static class FirestoreSize
{
    private const int DocumentOverhead = 32;
    private const int NameOverhead = 16;

    public static long Of(string path, JsonObject fields)
    {
        ArgumentNullException.ThrowIfNull(path);
        return DocumentOverhead + NameOverhead + path.Split('/').Sum(Text) + Of(fields);
    }

    private static long Of(JsonNode? node)
    {
        long sum = 0;
        switch (node)
        {
            case JsonObject map:
                for (int i = 0; i < map.Count; i++)
                {
                    KeyValuePair<string, JsonNode?> member = map.GetAt(i);
                    sum += Text(member.Key) + Of(member.Value);
                }

                return sum;
            case JsonArray array:
                for (int i = 0; i < array.Count; i++)
                {
                    // An inner array is a map with one field.
                    sum += (array[i] is JsonArray ? 2 : 0) + Of(array[i]);
                }

                return sum;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                return value.TryGetValue(out string? text) ? Text(text) : 8;
            case JsonValue value when value.GetValueKind() == JsonValueKind.Number:
                return 8;
            default:
                return 1;
        }
    }

    private static long Text(string text) => Encoding.UTF8.GetByteCount(text) + 1;
}
