using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;

namespace HedgeFlow.Feed;

/// <summary>
/// Writes records as feed lines in canonical form, one write call a line, so that what came in can be replayed: reading
/// a recorded line gives the record again. Recording never throws: a line that cannot be written is counted, and the
/// next one starts on a line of its own. Not thread-safe.
/// </summary>
public sealed class FeedRecorder : IDisposable
{
    private readonly Stream _stream;
    private readonly bool _leaveOpen;
    private readonly ArrayBufferWriter<byte> _buffer = new(4096);
    private readonly Utf8JsonWriter _writer;
    private bool _torn;

    /// <param name="stream">Where lines go.</param>
    /// <param name="leaveOpen">The stream is not closed with the recorder.</param>
    public FeedRecorder(Stream stream, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _stream = stream;
        _leaveOpen = leaveOpen;
        _writer = new Utf8JsonWriter(_buffer, new JsonWriterOptions { SkipValidation = true });
    }

    /// <summary>Lines written.</summary>
    public long Lines { get; private set; }

    /// <summary>Lines lost to errors of the stream.</summary>
    public long Failures { get; private set; }

    public void Record(ExchangeSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        CanonicalSnapshotWriter.Write(_writer, snapshot);
        EndLine();
    }

    /// <summary><c>kind</c> and <c>ts</c> first, then the members of the payload as they came.</summary>
    public void Record(OrderFact fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        _writer.WriteStartObject();
        _writer.WriteString("kind"u8, FeedKinds.Name(fact.Kind));
        _writer.WriteNumber("ts"u8, fact.Ts);
        foreach (KeyValuePair<string, JsonNode?> member in fact.Payload)
        {
            if (member.Key is "kind" or "ts")
            {
                continue;
            }

            _writer.WritePropertyName(member.Key);
            if (JsonNodes.FiniteCopy(member.Value) is { } value)
            {
                value.WriteTo(_writer);
            }
            else
            {
                _writer.WriteNullValue();
            }
        }

        _writer.WriteEndObject();
        EndLine();
    }

    /// <summary>Hands what is buffered to the operating system.</summary>
    public void Flush()
    {
        try
        {
            _stream.Flush();
        }
        catch (Exception e) when (IsStreamError(e))
        {
            Failures++;
        }
    }

    public void Dispose()
    {
        Flush();
        _writer.Dispose();
        if (!_leaveOpen)
        {
            _stream.Dispose();
        }
    }

    private void EndLine()
    {
        _writer.Flush();
        _buffer.GetSpan(1)[0] = (byte)'\n';
        _buffer.Advance(1);
        try
        {
            if (_torn)
            {
                _stream.WriteByte((byte)'\n');
                _torn = false;
            }

            _stream.Write(_buffer.WrittenSpan);
            Lines++;
        }
        catch (Exception e) when (IsStreamError(e))
        {
            _torn = true;
            Failures++;
        }

        _buffer.ResetWrittenCount();
        _writer.Reset();
    }

    private static bool IsStreamError(Exception e) =>
        e is IOException or UnauthorizedAccessException or ObjectDisposedException or NotSupportedException or ArgumentException;
}
