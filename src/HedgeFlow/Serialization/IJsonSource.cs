namespace HedgeFlow.Serialization;

/// <summary>
/// Owns a JSON value that is kept encoded from tick to tick. It is brought up to date when its bytes are asked for, so a document that
/// nobody writes costs nothing. Secrets are taken out when a part is encoded.
/// </summary>
public interface IJsonSource
{
    /// <summary>The value, compact and redacted; valid until the owner's next change.</summary>
    ReadOnlyMemory<byte> Encoded();
}
