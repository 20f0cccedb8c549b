using System.Text.Json;
using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;

namespace HedgeFlow.Storage;

/// <summary>
/// Turns a row into the bytes of its line: one object, payload order first, envelope members last or in the place where the payload
/// had them, no secrets, one line end. Not thread-safe. Source: services contract, line rules.
/// </summary>
public sealed class JsonLineWriter : IDisposable
{
    private readonly Envelope _envelope;
    private readonly Redactor _redactor;
    private readonly PooledBufferWriter _line = new(4096);
    private readonly PooledBufferWriter _redacted = new();
    private readonly Utf8JsonWriter _writer;

    public JsonLineWriter(Envelope envelope, Redactor? redactor = null)
    {
        _envelope = envelope;
        _redactor = redactor ?? Redactor.Default;
        _writer = new Utf8JsonWriter(_line, OutputJson.WriterOptions);
    }

    /// <summary>The line with its end; valid until the next call.</summary>
    /// <exception cref="InvalidOperationException">The row is nested too deeply.</exception>
    public ReadOnlySpan<byte> Write(scoped in JournalRow row)
    {
        _line.Clear();
        _writer.Reset(_line);
        _writer.WriteStartObject();
        int seen = 0;
        row.Deferred?.WriteMembers(_writer);
        for (int i = 0; row.Deferred is null && i < row.Payload.Count; i++)
        {
            KeyValuePair<string, JsonNode?> member = row.Payload.GetAt(i);
            int place = row.EventType is null ? -1 : Place(member.Key);
            if (place >= 0)
            {
                seen |= 1 << place;
                WriteEnvelope(place, row);
            }
            else
            {
                _writer.WritePropertyName(member.Key);
                JsonNodeWriter.Write(_writer, member.Value);
            }
        }

        for (int place = 0; row.EventType is not null && place < 4; place++)
        {
            if ((seen & (1 << place)) == 0)
            {
                WriteEnvelope(place, row);
            }
        }

        _writer.WriteEndObject();
        _writer.Flush();
        PooledBufferWriter result = _line;
        if (!_redactor.IsClean(_line.WrittenSpan))
        {
            _redacted.Clear();
            _redactor.Rewrite(_line.WrittenSpan, _redacted);
            result = _redacted;
        }

        result.Write("\n"u8);
        return result.WrittenSpan;
    }

    public void Dispose()
    {
        _writer.Dispose();
        _line.Dispose();
        _redacted.Dispose();
    }

    private static int Place(string key) => key switch
    {
        "event_type" => 0,
        "ts" => 1,
        "pid" => 2,
        "hostname" => 3,
        _ => -1,
    };

    private void WriteEnvelope(int place, in JournalRow row)
    {
        switch (place)
        {
            case 0:
                _writer.WriteString("event_type"u8, row.EventType);
                break;
            case 1:
                _writer.WriteString("ts"u8, IsoTime.Format(double.IsFinite(row.Ts) ? row.Ts : _envelope.Time.EpochSeconds()));
                break;
            case 2:
                _writer.WriteNumber("pid"u8, _envelope.Pid);
                break;
            default:
                _writer.WriteString("hostname"u8, _envelope.Hostname);
                break;
        }
    }
}
