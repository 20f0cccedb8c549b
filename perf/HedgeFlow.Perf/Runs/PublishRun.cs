using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using HedgeFlow.Perf.Measure;

namespace HedgeFlow.Perf.Runs;

/// <summary>All per-tick surfaces against the raw write and rename of the same bytes, with all rows moved and with one in twenty.</summary>
internal static class PublishRun
{
    /// <summary>Medians of the state writing that this engine replaces, milliseconds, at 20, 200 and 2000 symbols.</summary>
    private static readonly Dictionary<int, double> Reference = new() { [20] = 49, [200] = 137, [2000] = 885 };

    public static void Run(PerfReport report, bool quick)
    {
        foreach (int symbols in new[] { 20, 200, 2000 })
        {
            One(report, symbols, quick ? 30 : 150);
        }
    }

    private static void One(PerfReport report, int symbols, int rounds)
    {
        using var bench = new PublishBench(symbols);
        var sink = new NullFileSystem();
        using var diskless = new PublishBench(symbols, files: sink);
        using var place = new Workplace();
        for (int i = 0; i < 60; i++)
        {
            bench.Tick(1);
            diskless.Tick(1);
        }

        Dictionary<string, long> before = bench.Writes;
        bench.Tick(1);
        (string Path, byte[] Bytes)[] files = [.. bench.Writes
            .Where(file => file.Value > before.GetValueOrDefault(file.Key))
            .Select(file => (Path.Combine(place.Root, Path.GetFileName(Path.GetDirectoryName(file.Key)!) + Path.GetFileName(file.Key)), File.ReadAllBytes(Path.Combine(bench.Root, file.Key))))];
        string name = $"{symbols} symbols";
        if (files.Length < 9 || files.Any(file => file.Bytes.Length == 0))
        {
            report.Add(PerfRow.Wrong("P4", name));
            return;
        }

        double[] numbers = Numbers(files);
        var full = new List<double>();
        var few = new List<double>();
        var raw = new List<double>();
        var format = new List<double>();
        var made = new List<double>();
        var madeFew = new List<double>();
        var buffer = new byte[64];
        long taken = sink.Bytes;
        for (int i = 0; i < rounds; i++)
        {
            bench.Prepare(1);
            full.Add(Time(bench.Publish));
            raw.Add(Time(() => Array.ForEach(files, Replace)));
            format.Add(Time(() => Array.ForEach(numbers, number => Utf8Formatter.TryFormat(number, buffer, out _))));
            bench.Prepare(0.05);
            few.Add(Time(bench.Publish));
            diskless.Prepare(1);
            made.Add(Time(diskless.Publish));
            diskless.Prepare(0.05);
            madeFew.Add(Time(diskless.Publish));
        }

        long bytes = files.Sum(file => (long)file.Bytes.Length);
        if ((sink.Bytes - taken) / (2.0 * rounds) < 0.9 * bytes)
        {
            report.Add(PerfRow.Wrong("P5", $"{name}: without a disk"));
            return;
        }

        double fullTime = Clock.Median(full);
        double rawTime = Clock.Median(raw);
        report.Add(PerfRow.Figure("P4", $"{name}: files a tick, caches included", files.Length));
        report.Add(PerfRow.Figure("P4", $"{name}: kB a tick", bytes / 1000.0));
        report.Add(PerfRow.Figure("P4", $"{name}: publish, all rows moved, µs", fullTime));
        report.Add(PerfRow.Figure("P4", $"{name}: raw write + rename of the same bytes, µs", rawTime));
        report.Add(PerfRow.Figure("P4", $"{name}: formatting {numbers.Length} distinct numbers, µs", Clock.Median(format)));
        double ratio = fullTime / (rawTime + Clock.Median(format));
        report.Add(symbols == 200 ? PerfRow.AtMost("P4", $"{name}: publish / (raw + formatting)", ratio, 1.5) : PerfRow.Figure("P4", $"{name}: publish / (raw + formatting)", ratio));
        report.Add(PerfRow.AtLeast("P4", $"{name}: times faster than the writing it replaces", Reference[symbols] * 1000 / fullTime, 20));
        report.Add(PerfRow.Figure("P5", $"{name}: publish, 5 % of the rows moved, µs", Clock.Median(few)));
        report.Add(PerfRow.Figure("P5", $"{name}: all rows / 5 % of the rows, disk included", fullTime / Clock.Median(few)));
        report.Add(PerfRow.Figure("P5", $"{name}: made without a disk, all rows moved, µs", Clock.Median(made)));
        report.Add(PerfRow.Figure("P5", $"{name}: made without a disk, 5 % moved, µs", Clock.Median(madeFew)));
        report.Add(PerfRow.AtLeast("P5", $"{name}: all rows / 5 % of the rows, without the disk's share", Clock.Median(made) / Clock.Median(madeFew), 5));
    }

    private static double Time(Action action)
    {
        long from = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(from).TotalMicroseconds;
    }

    private static void Replace((string Path, byte[] Bytes) file)
    {
        string temporary = file.Path + ".tmp";
        using (Microsoft.Win32.SafeHandles.SafeFileHandle handle = File.OpenHandle(temporary, FileMode.Create, FileAccess.Write, preallocationSize: file.Bytes.Length))
        {
            RandomAccess.Write(handle, file.Bytes, 0);
        }

        File.Move(temporary, file.Path, overwrite: true);
    }

    /// <summary>The numbers of the files, each once: what has to be formatted at least.</summary>
    private static double[] Numbers((string Path, byte[] Bytes)[] files)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach ((_, byte[] bytes) in files)
        {
            var reader = new Utf8JsonReader(bytes);
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.Number)
                {
                    seen.Add(Encoding.UTF8.GetString(reader.ValueSpan));
                }
            }
        }

        return [.. seen.Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
    }
}
