using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.Storage;

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
    private FileStamp? _stamp;
    private bool _settled;

    /// <summary>The same instance as long as the file does not change; never mutate it.</summary>
    public JsonObject? Read()
    {
        if (pending is not null)
        {
            return pending;
        }

        // Read twice with the same result: a write in the same instant of the file system's clock is ruled out.
        FileStamp? stamp = FileStamp.Of(path);
        if (_settled && stamp is not null && stamp == _stamp)
        {
            return _content;
        }

        _settled = false;
        byte[] bytes;
        try
        {
            if (stamp is not { Length: > 0 and <= Largest })
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
        else
        {
            _settled = stamp == _stamp;
        }

        _stamp = stamp;
        return _content;
    }
}
