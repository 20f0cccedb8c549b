using HedgeFlow.Serialization;

namespace HedgeFlow.State;

/// <summary>A document that is published every tick and of which only <c>updated_ts</c>, its first member, changes. One thread.</summary>
public sealed class StampedJson : IJsonSource
{
    private readonly byte[] _rest;
    private readonly PooledBufferWriter _bytes = new();
    private NumberText _time;
    private bool _fresh;

    /// <param name="document">Encoded, with 0 as its time.</param>
    /// <param name="redactor">Takes secrets out.</param>
    public StampedJson(RawJson document, Redactor redactor)
    {
        ArgumentNullException.ThrowIfNull(redactor);
        ReadOnlySpan<byte> encoded = redactor.Clean(document.Utf8.Span);
        ReadOnlySpan<byte> head = Head;
        _rest = encoded.StartsWith(head) && encoded.Length > head.Length + 1 && encoded[head.Length] == (byte)'0'
            ? encoded[(head.Length + 1)..].ToArray()
            : throw new ArgumentException("the document does not start with its time", nameof(document));
    }

    private static ReadOnlySpan<byte> Head => "{\"updated_ts\":"u8;

    /// <summary>Epoch seconds of the next publication.</summary>
    public void Stamp(double time) => _fresh = !_time.Set(time) && _fresh;

    public ReadOnlyMemory<byte> Encoded()
    {
        if (!_fresh)
        {
            _bytes.Clear();
            _bytes.Write(Head);
            _bytes.Write(_time.Text);
            _bytes.Write(_rest);
            _fresh = true;
        }

        return _bytes.WrittenMemory;
    }
}
