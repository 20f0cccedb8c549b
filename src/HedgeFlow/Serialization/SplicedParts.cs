using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace HedgeFlow.Serialization;

/// <summary>
/// The large values of one document that are encoded and redacted already. While a document is being serialised on this thread they
/// are written as <c>null</c> and noted with their place, so that only what is new is formatted and searched for secrets; then each is
/// copied into the document once. Without a running collection a value is written as usual. One thread at a time.
/// </summary>
internal sealed class SplicedParts
{
    private const int PlaceholderLength = 4;

    [ThreadStatic]
    private static SplicedParts? t_collecting;

    private readonly List<(int At, ReadOnlyMemory<byte> Bytes)> _parts = [];

    /// <summary>Starts to collect the parts of what this thread serialises, until <see cref="End"/>.</summary>
    public void Begin()
    {
        _parts.Clear();
        t_collecting = this;
    }

    [SuppressMessage("Performance", "CA1822", Justification = "Ends what Begin of this object began.")]
    public void End() => t_collecting = null;

    /// <summary>Writes a placeholder for the value; false when nobody collects.</summary>
    public static bool TryAdd(Utf8JsonWriter writer, ReadOnlyMemory<byte> value)
    {
        if (t_collecting is not { } parts)
        {
            return false;
        }

        writer.WriteNullValue();
        parts._parts.Add(((int)writer.BytesCommitted + writer.BytesPending - PlaceholderLength, value));
        return true;
    }

    /// <summary>Writes the document with the parts in their places.</summary>
    public void Assemble(ReadOnlySpan<byte> document, PooledBufferWriter output)
    {
        int total = document.Length;
        foreach ((_, ReadOnlyMemory<byte> bytes) in _parts)
        {
            total += bytes.Length - PlaceholderLength;
        }

        Span<byte> target = output.GetSpan(total);
        int from = 0;
        foreach ((int at, ReadOnlyMemory<byte> bytes) in _parts)
        {
            document[from..at].CopyTo(target);
            target = target[(at - from)..];
            bytes.Span.CopyTo(target);
            target = target[bytes.Length..];
            from = at + PlaceholderLength;
        }

        document[from..].CopyTo(target);
        output.Advance(total);
        _parts.Clear();
    }
}
