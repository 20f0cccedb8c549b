using HedgeFlow.Telemetry;

namespace HedgeFlow.Storage;

/// <summary>One file of a journal: its appender, and the lines that wait while the disk fails, if it must not lose any.</summary>
internal sealed class JournalFile(string file, JsonlAppender appender, int backlogBytes) : IDisposable
{
    private readonly Queue<byte[]> _waiting = new();
    private readonly KeyValuePair<string, object?> _tag = new(MetricNames.TagFile, Path.GetFileName(file));
    private readonly bool _mustKeep = JournalCatalog.MustKeep(file);
    private long _waitingBytes;

    public long Dropped { get; private set; }

    public long Rejected { get; set; }

    public JournalCounters Counters => new(
        file, appender.Lines, appender.Bytes, appender.Failures, Dropped, Rejected, _waiting.Count, appender.TornLines, appender.Rotations,
        appender.LastError);

    public void Append(ReadOnlySpan<byte> line)
    {
        if (AppendWaiting() && appender.Append(line))
        {
            Count(line.Length);
        }
        else if (_mustKeep && _waitingBytes + line.Length <= backlogBytes)
        {
            _waiting.Enqueue(line.ToArray());
            _waitingBytes += line.Length;
        }
        else
        {
            Dropped++;
            StorageMetrics.JournalDropped.Add(1, _tag);
        }
    }

    /// <summary>Appends the lines that wait, oldest first. False while the disk still fails.</summary>
    public bool AppendWaiting()
    {
        while (_waiting.TryPeek(out byte[]? line))
        {
            if (!appender.Append(line))
            {
                return false;
            }

            Count(line.Length);
            _waitingBytes -= line.Length;
            _waiting.Dequeue();
        }

        return true;
    }

    public bool Sync() => AppendWaiting() & appender.Sync();

    public void Dispose()
    {
        if (!AppendWaiting())
        {
            Dropped += _waiting.Count;
            StorageMetrics.JournalDropped.Add(_waiting.Count, _tag);
            _waiting.Clear();
        }

        appender.Dispose();
    }

    private void Count(int bytes)
    {
        StorageMetrics.JournalLines.Add(1, _tag);
        StorageMetrics.JournalBytes.Add(bytes, _tag);
    }
}
