using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Adapters.Firestore.Mirror;

/// <summary>
/// A state file as it was last found. Parsed only when its bytes changed. Missing, empty, half-written and anything but an object
/// count as absent. Source: state contract, mirror rules.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="pending">What is about to replace it; null = nothing.</param>
internal sealed class SourceFile(string path, JsonObject? pending = null)
{
    private const long Largest = 64 << 20;

    private UInt128 _fingerprint;
    private JsonObject? _content;

    /// <summary>The same instance as long as the file does not change; never mutate it.</summary>
    public JsonObject? Read()
    {
        if (pending is not null)
        {
            return pending;
        }

        byte[] bytes;
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists || file.Length is 0 or > Largest)
            {
                return null;
            }

            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }

        UInt128 fingerprint = DocumentFingerprint.OfBytes(bytes);
        if (_content is null || fingerprint != _fingerprint)
        {
            _content = JsonNodes.TryParse(bytes, out _) as JsonObject;
            _fingerprint = fingerprint;
        }

        return _content;
    }
}
