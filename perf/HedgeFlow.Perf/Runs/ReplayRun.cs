using System.Buffers;
using System.Diagnostics;
using System.IO.Pipelines;
using System.Text.Json;
using HedgeFlow.Feed;
using HedgeFlow.Host.Composition;
using HedgeFlow.Perf.Measure;

namespace HedgeFlow.Perf.Runs;

/// <summary>A recording of 20 symbols: newline scan, plain decoder, the feed's decoder alone, and the whole graph.</summary>
internal static class ReplayRun
{
    private const int Rounds = 5;

    public static async Task RunAsync(PerfReport report, bool quick)
    {
        using var place = new Workplace();
        // Starting and ending a run costs tens of milliseconds: the recording is long enough for them not to be the figure.
        int lines = quick ? 24_000 : 60_000;
        string file = Write(place, 20, lines);
        string other = Disorder(file);
        double megabytes = new FileInfo(file).Length / 1e6;
        double otherMegabytes = new FileInfo(other).Length / 1e6;
        (string Name, double Megabytes, Func<Task> Pass)[] passes =
        [
            ("newline scan", megabytes, () => Plainly(() => Scan(file))),
            ("PipeReader + source-generated deserialize", megabytes, () => PlainAsync(file)),
            ("schema-ordered parse", megabytes, () => Plainly(() => Ordered(file))),
            ("feed decode alone", megabytes, () => Plainly(() => Decode(file))),
            ("lines off the fast path: PipeReader + source-generated deserialize", otherMegabytes, () => PlainAsync(other)),
            ("lines off the fast path: feed decode alone", otherMegabytes, () => Plainly(() => Decode(other))),
            ("whole graph", megabytes, () => GraphAsync(file, lines)),
        ];
        var rates = passes.Select(_ => new List<double>()).ToArray();
        for (int round = -1; round < Rounds; round++)
        {
            for (int i = 0; i < passes.Length; i++)
            {
                long from = Stopwatch.GetTimestamp();
                await passes[i].Pass();
                if (round >= 0)
                {
                    // The first round is for the compiler.
                    rates[i].Add(passes[i].Megabytes / Stopwatch.GetElapsedTime(from).TotalSeconds);
                }
            }
        }

        for (int i = 0; i < passes.Length; i++)
        {
            report.Add(PerfRow.Figure("P6", $"{passes[i].Name}, MB/s", Rate(i)));
        }

        report.Add(PerfRow.Figure("P6", "whole graph, 20 symbols, ticks/s", Rate(6) / megabytes * lines));
        report.Add(PerfRow.AtLeast("P6", "whole graph / PipeReader + source-generated deserialize", Rate(6) / Rate(1), 3));
        report.Add(PerfRow.AtLeast("P6", "feed decode / schema-ordered parse", Rate(3) / Rate(2), 0.5));
        report.Add(PerfRow.AtLeast("P6", "lines off the fast path: feed decode / source-generated deserialize", Rate(5) / Rate(4), 1));

        double Rate(int pass) => Clock.Median(rates[pass]);
    }

    private static Task Plainly(Action action)
    {
        action();
        return Task.CompletedTask;
    }

    /// <summary>The recording through the whole graph, nothing paced.</summary>
    public static async Task GraphAsync(string file, int lines)
    {
        using var place = new Workplace();
        await using var engine = Engine.Create(place.Settings(replay: true), new FeedClock(), _ => { });
        using var feed = RecordedFeed.Open([file], new FeedOptions { AssumeSorted = true });
        EngineReport result = await engine.RunAsync(feed, null, null, CancellationToken.None);
        if (result.Ticks != lines || engine.Publish.Published != lines || !File.Exists(Path.Combine(place.Root, "logs", "state", "nav.json")))
        {
            throw new InvalidOperationException($"{result.Ticks} of {lines} ticks decided, {engine.Publish.Published} published");
        }
    }

    private static void Ordered(string file)
    {
        long lines = OrderedParse.Read(file);
        if (lines == 0)
        {
            throw new InvalidDataException("no line");
        }
    }

    /// <summary>The same lines with their members in another order and a blank where none has to be: valid, and not what the recorder writes.</summary>
    private static string Disorder(string file)
    {
        string path = file + ".other";
        using StreamWriter writer = File.CreateText(path);
        foreach (string line in File.ReadLines(file))
        {
            int seq = line.IndexOf(",\"ts\":", StringComparison.Ordinal);
            int source = line.IndexOf(",\"source\":", StringComparison.Ordinal);
            writer.Write("{\"kind\": \"snapshot\"");
            writer.Write(line.AsSpan(seq, source - seq));
            writer.Write(line.AsSpan("{\"kind\":\"snapshot\"".Length, seq - "{\"kind\":\"snapshot\"".Length));
            writer.Write(line.AsSpan(source));
            writer.Write('\n');
        }

        return path;
    }

    /// <summary>Writes a canonical recording; the same arguments give the same bytes.</summary>
    public static string Write(Workplace place, int symbols, int lines)
    {
        string path = Path.Combine(place.Root, $"feed-{symbols}-{lines}.jsonl");
        using FileStream stream = File.Create(path);
        using var market = new Market(symbols, 1764000000);
        using var writer = new Utf8JsonWriter(stream);
        for (int i = 0; i < lines; i++)
        {
            market.Move(1764000001 + i, 0.25);
            writer.Reset();
            CanonicalSnapshotWriter.Write(writer, market.Snapshot);
            writer.Flush();
            stream.WriteByte((byte)'\n');
        }

        return path;
    }

    private static void Scan(string file)
    {
        using FileStream stream = File.OpenRead(file);
        byte[] buffer = new byte[256 * 1024];
        long lines = 0;
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            lines += buffer.AsSpan(0, read).Count((byte)'\n');
        }

        if (lines == 0)
        {
            throw new InvalidDataException("no line");
        }
    }

    /// <summary>The same lines through the framework's own decoder, and nothing else.</summary>
    public static async Task PlainAsync(string file)
    {
        await using FileStream stream = File.OpenRead(file);
        PipeReader reader = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 256 * 1024));
        while (true)
        {
            ReadResult result = await reader.ReadAsync();
            ReadOnlySequence<byte> rest = result.Buffer;
            while (rest.PositionOf((byte)'\n') is { } end)
            {
                var json = new Utf8JsonReader(rest.Slice(0, end));
                _ = JsonSerializer.Deserialize(ref json, SnapshotLineJson.Default.SnapshotLine) ?? throw new InvalidDataException("no snapshot");
                rest = rest.Slice(rest.GetPosition(1, end));
            }

            reader.AdvanceTo(rest.Start, rest.End);
            if (result.IsCompleted)
            {
                break;
            }
        }

        await reader.CompleteAsync();
    }

    private static void Decode(string file)
    {
        using var feed = RecordedFeed.Open([file], new FeedOptions { AssumeSorted = true });
        var sink = new CountingSink();
        while (feed.TryRead(sink, CancellationToken.None))
        {
        }

        if (sink.Snapshots == 0 || sink.Rejected > 0)
        {
            throw new InvalidDataException("lines were not taken");
        }
    }
}
