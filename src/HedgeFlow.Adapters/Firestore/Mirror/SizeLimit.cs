using System.Text.Json.Nodes;

namespace HedgeFlow.Adapters.Firestore.Mirror;

/// <summary>Makes a document fit: the older half of its <c>series</c> goes, again and again.</summary>
internal static class SizeLimit
{
    /// <summary>The document, or a copy with a shorter series; null when even without one it does not fit.</summary>
    public static JsonObject? Fit(string path, JsonObject document, long largest, out long bytes)
    {
        bytes = FirestoreSize.Of(path, document);
        if (bytes <= largest)
        {
            return document;
        }

        if (document["series"] is not JsonArray series)
        {
            return null;
        }

        JsonNode?[] points = [.. series];
        var copy = new JsonObject();
        foreach (KeyValuePair<string, JsonNode?> member in document)
        {
            copy[member.Key] = member.Key == "series" ? null : member.Value?.DeepClone();
        }

        for (int kept = points.Length / 2; bytes > largest; kept /= 2)
        {
            copy["series"] = new JsonArray([.. points[^kept..].Select(point => point?.DeepClone())]);
            bytes = FirestoreSize.Of(path, copy);
            if (kept == 0)
            {
                break;
            }
        }

        return bytes <= largest ? copy : null;
    }
}
