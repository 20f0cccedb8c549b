using System.Text.Encodings.Web;
using System.Text.Json;

namespace HedgeFlow.Serialization;

/// <summary>The one way JSON leaves the program: compact, text as readable as the readers allow.</summary>
public static class OutputJson
{
    /// <summary>
    /// Escapes quotes, backslashes and every control character, U+0085, U+2028 and U+2029 included, because some readers split
    /// lines on those; nothing else that occurs in practice. The output is never embedded in HTML without escaping.
    /// </summary>
    public static JavaScriptEncoder Encoder => JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    public static JsonWriterOptions WriterOptions { get; } = new() { Encoder = Encoder, MaxDepth = JsonNodes.MaxDepth * 2 };
}
