using System.Diagnostics;
using System.Globalization;
using HedgeFlow.Perf.Measure;
using HedgeFlow.Perf.Runs;

namespace HedgeFlow.Perf.Micro;

/// <summary>What a replayed tick of 20 symbols costs: time that passed and processor time of all threads, beside the plain decoder's.</summary>
internal static class ReplayCost
{
    private const int Lines = 40_000;
    private const int Warm = 2;
    private const int Rounds = 7;

    public static void Run(TextWriter output)
    {
        using var place = new Workplace();
        string file = ReplayRun.Write(place, 20, Lines);
        double megabytes = new FileInfo(file).Length / 1e6;
        List<double> plain = [];
        List<double> wall = [];
        List<double> processor = [];
        using var self = Process.GetCurrentProcess();
        for (int round = -Warm; round < Rounds; round++)
        {
            double decoded = Passed(() => ReplayRun.PlainAsync(file)).Wall;
            (double took, double used) = Passed(() => ReplayRun.GraphAsync(file, Lines));
            if (round >= 0)
            {
                plain.Add(decoded);
                wall.Add(took);
                processor.Add(used);
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            | 20 symbols, {Lines:N0} ticks, {megabytes:0} MB | µs/tick | MB/s |
            |---|---:|---:|
            | plain decoder | {Clock.Median(plain):0.00} | {megabytes * 1e6 / Lines / Clock.Median(plain):0} |
            | whole graph | {Clock.Median(wall):0.00} | {megabytes * 1e6 / Lines / Clock.Median(wall):0} |
            | whole graph, processor time | {Clock.Median(processor):0.00} | |
            | whole graph / plain decoder | {Clock.Median(plain) / Clock.Median(wall):0.00} | |
            """));

        (double Wall, double Processor) Passed(Func<Task> pass)
        {
            self.Refresh();
            TimeSpan before = self.TotalProcessorTime;
            long from = Stopwatch.GetTimestamp();
            pass().GetAwaiter().GetResult();
            double took = Stopwatch.GetElapsedTime(from).TotalMicroseconds / Lines;
            self.Refresh();
            return (took, (self.TotalProcessorTime - before).TotalMicroseconds / Lines);
        }
    }
}
