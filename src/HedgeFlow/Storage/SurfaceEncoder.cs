using System.Text.Json;
using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Storage;

/// <summary>
/// Turns payloads into the redacted bytes of their files: complete before any file is touched, because a serialiser that fails
/// half-way has already written. Values that their owner keeps encoded and redacted are copied, never formatted or searched again.
/// Not thread-safe.
/// </summary>
internal sealed class SurfaceEncoder(Redactor redactor) : IDisposable
{
    private readonly PooledBufferWriter _buffer = new(16 * 1024);
    private readonly SplicedParts _parts = new();
    private Utf8JsonWriter? _writer;

    /// <summary>Appends the file's bytes to <paramref name="output"/>; nothing when it throws.</summary>
    /// <param name="write">Payload and where it belongs.</param>
    /// <param name="output">Gets the bytes.</param>
    /// <param name="clean">The caller's memory of a payload that never changes and that held no secret; one per file.</param>
    public void Encode(in SurfaceWrite write, PooledBufferWriter output, ref object? clean)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (write.Payload is RawJson { IsFixed: true, Utf8.IsEmpty: false } same && ReferenceEquals(write.Payload, clean))
        {
            output.Write(same.Utf8.Span);
            return;
        }

        Serialise(write, collect: true);
        if (redactor.IsClean(_buffer.WrittenSpan))
        {
            clean = write.Payload;
            _parts.Assemble(_buffer.WrittenSpan, output);
            return;
        }

        Serialise(write, collect: false);
        redactor.Rewrite(_buffer.WrittenSpan, output);
    }

    public void Dispose()
    {
        _writer?.Dispose();
        _buffer.Dispose();
    }

    private void Serialise(in SurfaceWrite write, bool collect)
    {
        _buffer.Clear();
        _writer ??= new Utf8JsonWriter(_buffer, OutputJson.WriterOptions);
        _writer.Reset(_buffer);
        if (collect)
        {
            _parts.Begin();
        }

        try
        {
            write.Surface.Write(_writer, write.Payload);
            _writer.Flush();
        }
        finally
        {
            _parts.End();
        }
    }
}
