using System.Diagnostics;
using System.Globalization;
using System.Text;
using HedgeFlow.Host.Dashboard;
using HedgeFlow.Perf.Measure;
using HedgeFlow.Serialization;
using HedgeFlow.Storage;

namespace HedgeFlow.Perf.Runs;

/// <summary>
/// The page's server over files of 200 symbols and 500 NAV points that change once a second, with 50 pages open: time to make one
/// state, its size, processor time, frames that arrived, and memory from the second quarter to the last.
/// </summary>
internal static class DashboardRun
{
    private const int Symbols = 200;
    private const int Points = 500;
    private const int Pages = 50;

    public static async Task RunAsync(PerfReport report, double minutes)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("hedgeflow-page-perf-");
        try
        {
            var paths = new BookPaths(folder.FullName);
            Directory.CreateDirectory(paths.State);
            var options = new DashboardOptions { Paths = paths, Port = 0 };
            Write(paths, 0);
            MakeOne(report, options, paths);
            await ServeAsync(report, options, paths, minutes);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>One state, alone and without a browser.</summary>
    private static void MakeOne(PerfReport report, DashboardOptions options, BookPaths paths)
    {
        var board = new Board(options);
        var times = new List<double>();
        int bytes = 0;
        for (int i = 0; i < 40; i++)
        {
            Write(paths, i);
            long start = Stopwatch.GetTimestamp();
            bytes = board.State().Length;
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        report.Add(PerfRow.Figure("UI", $"page: one state of {Symbols} symbols and {Points} points, median ms", Clock.Median(times.Skip(10))));
        report.Add(PerfRow.Figure("UI", "page: size of one state, kB", bytes / 1024.0));
    }

    private static async Task ServeAsync(PerfReport report, DashboardOptions options, BookPaths paths, double minutes)
    {
        using var stop = new CancellationTokenSource();
        await using DashboardServer server = await DashboardServer.StartAsync(options, stop.Token);
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Pages + 2 });
        var frames = new long[Pages];
        Task[] pages = [.. Enumerable.Range(0, Pages).Select(page => Task.Run(() => ListenAsync(client, server.Address, frames, page, stop.Token)))];
        using var process = Process.GetCurrentProcess();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        var memory = new List<double>();
        TimeSpan processor = process.TotalProcessorTime;
        int seconds = Math.Max(20, (int)(minutes * 60)), every = Math.Max(1, seconds / 20);
        for (int second = 1; second <= seconds && await timer.WaitForNextTickAsync(); second++)
        {
            Write(paths, second);
            if (second % every == 0)
            {
                memory.Add(GC.GetTotalMemory(forceFullCollection: true));
            }
        }

        process.Refresh();
        double used = (process.TotalProcessorTime - processor).TotalSeconds;
        await stop.CancelAsync();
        await Task.WhenAll(pages);
        if (frames.Any(count => count == 0) || memory.Count < 8)
        {
            report.Add(PerfRow.Wrong("UI", "page"));
            return;
        }

        int quarter = memory.Count / 4;
        report.Add(PerfRow.Figure("UI", $"page: seconds with {Pages} pages open", seconds));
        report.Add(PerfRow.AtMost("UI", $"page: processor with {Pages} pages at 1 Hz, writers and readers of the test included, part of one core", used / seconds, 0.5));
        report.Add(PerfRow.AtLeast("UI", "page: frames per second of the slowest page", frames.Min() / (double)seconds, 0.8));
        report.Add(PerfRow.AtMost("UI", "page: live bytes, last quarter / second quarter", Clock.Median(memory.TakeLast(quarter)) / Clock.Median(memory.Skip(quarter).Take(quarter)), 1.1));
    }

    private static async Task ListenAsync(HttpClient client, Uri address, long[] frames, int page, CancellationToken stop)
    {
        try
        {
            await using Stream stream = await client.GetStreamAsync(new Uri(address, "/api/stream"), stop);
            var buffer = new byte[1 << 16];
            byte last = 0;
            for (int read; (read = await stream.ReadAsync(buffer, stop)) > 0; last = buffer[read - 1])
            {
                // A frame ends with an empty line; JSON on one line holds none.
                frames[page] += buffer.AsSpan(0, read).Count("\n\n"u8) + (last == '\n' && buffer[0] == '\n' ? 1 : 0);
            }
        }
        catch (OperationCanceledException)
        {
            // The page is closed.
        }
    }

    private static void Write(BookPaths paths, int turn)
    {
        string at = TimeProvider.System.EpochSeconds().ToString("R", CultureInfo.InvariantCulture);
        double now = TimeProvider.System.EpochSeconds();
        string positions = Rows(Symbols, i => string.Create(CultureInfo.InvariantCulture, $"{{\"symbol\":\"S{i:000}USDT\",\"side\":\"LONG\",\"qty\":1.5,\"entry_price\":100,\"mark_price\":{100 + ((i + turn) % 17)},\"unrealized_pnl\":{(i + turn) % 17},\"notional\":150,\"leverage\":2}}"));
        string routers = Rows(Symbols, i => string.Create(CultureInfo.InvariantCulture, $"{{\"symbol\":\"S{i:000}USDT\",\"quality_score\":{0.5 + ((i + turn) % 10 * 0.04)},\"maker_fill_rate\":0.7,\"fallback_ratio\":0.2,\"slippage_p50\":1.2,\"slippage_p95\":3.4,\"latency_ms\":120}}"));
        string series = Rows(Points, i => string.Create(CultureInfo.InvariantCulture, $"{{\"t\":{now - Points + i},\"equity\":{10000 + (((i * 7) + turn) % 113)}}}"));
        Put(paths, "nav.json", $"{{\"updated_ts\":{at},\"nav_total\":10000,\"series\":{series}}}");
        Put(paths, "positions_state.json", $"{{\"updated_ts\":{at},\"positions\":{positions}}}");
        Put(paths, "router_health.json", $"{{\"updated_ts\":{at},\"global\":{{\"quality_score\":0.8}},\"symbols\":{routers}}}");
        Put(paths, "risk_snapshot.json", $"{{\"updated_ts\":{at},\"risk_mode\":\"OK\",\"dd_state\":{{\"state\":\"NORMAL\"}}}}");
    }

    private static string Rows(int count, Func<int, string> row) => new StringBuilder("[").AppendJoin(',', Enumerable.Range(0, count).Select(row)).Append(']').ToString();

    private static void Put(BookPaths paths, string file, string text)
    {
        string path = Path.Combine(paths.State, file);
        File.WriteAllText(path + ".new", text);
        File.Move(path + ".new", path, overwrite: true);
    }
}
