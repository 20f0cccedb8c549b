using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Adapters.Firestore.Mirror;

/// <summary>Tells whether a document says something new: its content without the times at which it was made.</summary>
internal static class DocumentFingerprint
{
    /// <summary>Times of making, at any depth.</summary>
    private static readonly HashSet<string> Times =
        new(["updated_ts", "updated_at", "updated_at_iso", "updated", "synced_at", "mirrored_at"], StringComparer.Ordinal);

    /// <summary>Times and ages that are content when they stand deeper, in a row or a point of a series.</summary>
    private static readonly HashSet<string> RootTimes =
        new(["ts", "time", "generated_ts", "last_success_ts", "age_s", "nav_age_s", "drawdown_snapshot_at"], StringComparer.Ordinal);

    public static UInt128 Of(JsonObject document)
    {
        using var buffer = new PooledBufferWriter(1 << 14);
        using (var writer = new Utf8JsonWriter(buffer, OutputJson.WriterOptions))
        {
            Write(writer, document, root: true);
        }

        return OfBytes(buffer.WrittenSpan);
    }

    public static UInt128 OfBytes(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return MemoryMarshal.Read<UInt128>(hash);
    }

    private static void Write(Utf8JsonWriter writer, JsonNode? node, bool root)
    {
        switch (node)
        {
            case JsonObject map:
                writer.WriteStartObject();
                for (int i = 0; i < map.Count; i++)
                {
                    KeyValuePair<string, JsonNode?> member = map.GetAt(i);
                    if (!Times.Contains(member.Key) && !(root && RootTimes.Contains(member.Key)))
                    {
                        writer.WritePropertyName(member.Key);
                        Write(writer, member.Value, root: false);
                    }
                }

                writer.WriteEndObject();
                break;
            case JsonArray array:
                writer.WriteStartArray();
                for (int i = 0; i < array.Count; i++)
                {
                    Write(writer, array[i], root: false);
                }

                writer.WriteEndArray();
                break;
            default:
                JsonNodeWriter.Write(writer, node);
                break;
        }
    }
}
