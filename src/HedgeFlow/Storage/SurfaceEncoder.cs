using System.Text.Json;
using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Storage;

/// <summary>
/// Turns payloads into the bytes of their files in a scratch buffer of its own: complete before any file is touched,
/// because a serialiser that fails half-way has already written. Not thread-safe.
/// </summary>
internal sealed class SurfaceEncoder(Redactor redactor) : IDisposable
{
    private readonly PooledBufferWriter _buffer = new(16 * 1024);
    private readonly PooledBufferWriter _redacted = new(1024);
    private Utf8JsonWriter? _writer;

    /// <summary>The file's bytes, redacted; valid until the next call.</summary>
    public ReadOnlySpan<byte> Encode(scoped in SurfaceWrite write)
    {
        _buffer.Clear();
        _writer ??= new Utf8JsonWriter(_buffer, OutputJson.WriterOptions);
        _writer.Reset(_buffer);
        write.Surface.Write(_writer, write.Payload);
        _writer.Flush();
        if (redactor.IsClean(_buffer.WrittenSpan))
        {
            return _buffer.WrittenSpan;
        }

        _redacted.Clear();
        redactor.Rewrite(_buffer.WrittenSpan, _redacted);
        return _redacted.WrittenSpan;
    }

    public void Dispose()
    {
        _writer?.Dispose();
        _buffer.Dispose();
        _redacted.Dispose();
    }
}
