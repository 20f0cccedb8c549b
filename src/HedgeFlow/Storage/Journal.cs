using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;

namespace HedgeFlow.Storage;

/// <summary>
/// Appends rows to the JSONL files of one book, each with its own appender. Driven by one thread at a time, the consumer of the
/// journal edge. Nothing is thrown: a row that may not be written is counted and leaves an <c>error</c> event, a disk that fails is
/// counted, and lines of files that must not lose any wait in memory for it. Source: services contract, JSONL telemetry.
/// </summary>
public sealed class Journal : IDisposable
{
    /// <summary>Estimated bytes of a member beside its name and text: quotes, colon, comma, a number.</summary>
    private const int MemberOverhead = 12;

    private const int EnvelopeSize = 120;

    private readonly Lock _gate = new();
    private readonly BookPaths _paths;
    private readonly JournalOptions _options;
    private readonly JsonLineWriter _lines;
    private readonly ConcurrentDictionary<string, JournalFile> _files = new(StringComparer.Ordinal);
    private bool _disposed;

    public Journal(BookPaths paths, JournalOptions? options = null)
    {
        _paths = paths;
        _options = options ?? new JournalOptions();
        _lines = new JsonLineWriter(_options.Envelope, _options.Redactor);
    }

    /// <summary>Rows for files that are not the product's; they are not written anywhere.</summary>
    public long Unknown { get; private set; }

    /// <summary>What happened to each file so far, ordinal order. May be read from any thread, also while the disk hangs.</summary>
    public IReadOnlyList<JournalCounters> Counters =>
        [.. _files.Values.Select(file => file.Counters).OrderBy(c => c.File, StringComparer.Ordinal)];

    /// <summary>
    /// Bytes that the row's line will about have, without encoding it: what a queue of rows counts to stay bounded.
    /// </summary>
    public static int EncodedSize(in JournalRow row) => (row.Deferred?.EstimatedSize ?? SizeOf(row.Payload)) + (row.EventType is null ? 1 : EnvelopeSize);

    /// <summary>Appends one row; ignored after <see cref="Dispose"/>.</summary>
    public void Append(in JournalRow row)
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            if (!JournalCatalog.Contains(row.File))
            {
                Unknown++;
                return;
            }

            if (Violation(row) is { } violation)
            {
                Reject(row, violation);
            }
            else
            {
                Write(row);
            }
        }
    }

    /// <summary>Appends what waits and forces every file to the disk. False when a file still fails.</summary>
    public bool Flush()
    {
        lock (_gate)
        {
            bool done = true;
            foreach (JournalFile file in _files.Values)
            {
                done &= file.Sync();
            }

            return done;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            foreach (JournalFile file in _files.Values)
            {
                file.Dispose();
            }

            _lines.Dispose();
        }
    }

    /// <summary>What is written as values has its members by its type: only documents are looked through.</summary>
    private static EventViolation? Violation(in JournalRow row) =>
        row.Deferred is not null ? null
            : row.File == JournalFiles.Events
            ? UnifiedEvent.Validate(row.Payload)
            : row.EventType is { } type ? EventSchemas.Validate(type, row.Payload) : null;

    /// <summary>By index: enumerating a node allocates, and the executor asks for every row.</summary>
    private static int SizeOf(JsonNode? node)
    {
        int size = 2;
        switch (node)
        {
            case JsonObject map:
                for (int i = 0; i < map.Count; i++)
                {
                    KeyValuePair<string, JsonNode?> member = map.GetAt(i);
                    size += member.Key.Length + MemberOverhead + SizeOf(member.Value);
                }

                return size;
            case JsonArray array:
                for (int i = 0; i < array.Count; i++)
                {
                    size += 1 + SizeOf(array[i]);
                }

                return size;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String && value.TryGetValue(out string? text):
                return text.Length + size;
            default:
                return 8;
        }
    }

    private static bool IsExecutionMetric(in JournalRow row) =>
        row.File == JournalFiles.OrderMetrics && Coerce.Text(row.Payload["event"]) != "position_close";

    private void Reject(in JournalRow row, EventViolation violation)
    {
        FileOf(row.File).Rejected++;
        _options.Files.Log?.Invoke($"{row.File}: {violation.Message}");
        double ts = double.IsFinite(row.Ts) ? row.Ts : _options.Envelope.Time.EpochSeconds();
        Write(UnifiedEvent.Error(ts, "invalid_event", row.EventType ?? row.File, Coerce.Symbol(row.Payload["symbol"]), violation.Missing));
    }

    private void Write(in JournalRow row)
    {
        JournalFile file = FileOf(row.File);
        ReadOnlySpan<byte> line;
        try
        {
            line = _lines.Write(row);
        }
#pragma warning disable CA1031 // A row that cannot be encoded must not stop the rows behind it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            file.Rejected++;
            _options.Files.Log?.Invoke($"{row.File}: not encoded: {Redactor.Exception(e)}");
            return;
        }

        file.Append(line);
        if (_options.MirrorRouterMetrics && IsExecutionMetric(row))
        {
            FileOf(JournalFiles.RouterMetrics).Append(line);
        }
    }

    private JournalFile FileOf(string file)
    {
        if (!_files.TryGetValue(file, out JournalFile? open))
        {
            open = new JournalFile(file, new JsonlAppender(_paths.JournalPath(file), _options.Files), _options.BacklogBytes);
            _files[file] = open;
        }

        return open;
    }
}
