using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.State;

/// <summary>What was found in a state file.</summary>
/// <param name="Root">The value; null when the file is no JSON.</param>
/// <param name="Valid">False when the file is no JSON. A file without content is an empty object.</param>
/// <param name="Bytes">Length of the file.</param>
/// <param name="WrittenTs">When the file was last written, epoch seconds; null = not known.</param>
/// <param name="Defect">Where a file that is no JSON goes wrong; null = not known.</param>
public readonly record struct SurfaceContent(JsonNode? Root, bool Valid, long Bytes = 0, double? WrittenTs = null, string? Defect = null)
{
    public static SurfaceContent Of(JsonNode? root) => new(root, true);

    /// <summary>From the bytes of a file.</summary>
    public static SurfaceContent Read(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Trim(" \t\r\n"u8).IsEmpty)
        {
            return new SurfaceContent(new JsonObject(), true, utf8.Length);
        }

        JsonNode? root = JsonNodes.TryParse(utf8, out bool valid);
        return new SurfaceContent(root, valid, utf8.Length, null, valid ? null : JsonDefect.Find(utf8));
    }
}
