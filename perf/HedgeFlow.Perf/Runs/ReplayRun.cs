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
    public static async Task RunAsync(PerfReport report, bool quick)
    {
        using var place = new Workplace();
        string file = Write(place, 20, quick ? 8_000 : 40_000);
        string small = Write(place, 20, quick ? 600 : 3_000);
        double megabytes = new FileInfo(file).Length / 1e6;
        var scan = new List<double>();
        var plain = new List<double>();
        var decode = new List<double>();
        for (int round = 0; round < 3; round++)
        {
            scan.Add(megabytes / Seconds(() => Scan(file)));
            plain.Add(megabytes / Seconds(() => PlainAsync(file).GetAwaiter().GetResult()));
            decode.Add(megabytes / Seconds(() => Decode(file)));
        }

        var settings = place.Settings(replay: true);
        var clock = new FeedClock();
        double graph;
        double ticks;
        await using (Engine engine = Engine.Create(settings, clock, _ => { }))
        {
            using var feed = RecordedFeed.Open([small], new FeedOptions { AssumeSorted = true });
            EngineReport result = await engine.RunAsync(feed, null, null, CancellationToken.None);
            if (result.Ticks != (quick ? 600 : 3_000) || engine.Publish.Published != result.Ticks)
            {
                report.Add(PerfRow.Wrong("P6", "whole graph"));
                return;
            }

            graph = new FileInfo(small).Length / 1e6 / result.Elapsed.TotalSeconds;
            ticks = result.Ticks / result.Elapsed.TotalSeconds;
        }

        report.Add(PerfRow.Figure("P6", "newline scan, MB/s", Clock.Median(scan)));
        report.Add(PerfRow.Figure("P6", "PipeReader + source-generated deserialize, MB/s", Clock.Median(plain)));
        report.Add(PerfRow.Figure("P6", "feed decode alone, MB/s", Clock.Median(decode)));
        report.Add(PerfRow.AtLeast("P6", "feed decode / PipeReader + source-generated", Clock.Median(decode) / Clock.Median(plain), 3));
        report.Add(PerfRow.Figure("P6", "whole graph, every tick published, ticks/s", ticks));
        report.Add(PerfRow.AtLeast("P6", "whole graph / PipeReader + source-generated, MB/s", graph / Clock.Median(plain), 3));
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

    private static double Seconds(Action action)
    {
        long from = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(from).TotalSeconds;
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

    private static async Task PlainAsync(string file)
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
