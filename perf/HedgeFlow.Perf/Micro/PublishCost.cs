using System.Diagnostics;
using System.Globalization;
using HedgeFlow.Feed;
using HedgeFlow.Host.Composition;
using HedgeFlow.Perf.Measure;
using HedgeFlow.Serialization;
using HedgeFlow.Stages;
using HedgeFlow.State;
using HedgeFlow.Storage;

namespace HedgeFlow.Perf.Micro;

/// <summary>Where a published tick's bytes and time go: each telemetry stage, and each surface's encoding.</summary>
internal static class PublishCost
{
    private const int Warm = 400;
    private const int Ticks = 200;
    private const double Start = 1764000000;

    public static void Run(TextWriter output)
    {
        foreach (int symbols in new[] { 20, 200 })
        {
            foreach (double share in new[] { 1, 0.05 })
            {
                One(output, symbols, share);
            }
        }
    }

    private static void One(TextWriter output, int symbols, double share)
    {
        using var place = new Workplace();
        var clock = new FeedClock();
        using EngineParts parts = EngineParts.Create(place.Settings(replay: true) with { Paced = true }, clock, _ => { }, PhysicalFileSystem.Instance);
        using var market = new Market(symbols, Start);
        using var encoder = new SurfaceEncoder(Redactor.Default);
        using var encoded = new PooledBufferWriter();
        var costs = new SortedDictionary<string, Cost>(StringComparer.Ordinal);
        double now = Start;
        for (int i = 0; i < Warm + Ticks; i++)
        {
            now++;
            market.Move(now, share);
            clock.AdvanceTo(now);
            TickFrame frame = parts.Executor.Process(FeedItem.Of(market.Snapshot)).Frame!;
            bool counted = i >= Warm;
            Measure("1 router-metric", counted, () => parts.Stages.RouterMetric(frame));
            Measure("2 risk", counted, () => parts.Stages.Risk(frame));
            Measure("3 intel", counted, () => parts.Stages.Intel(frame));
            Measure("4 publish", counted, () => parts.Stages.Publish(frame));
            Measure("5 encode and write", counted, () => parts.Flush(TimeSpan.FromSeconds(10)));
            foreach (SurfaceWrite write in frame.Surfaces)
            {
                SurfaceWrite one = write;
                Measure("encode " + write.Surface.File, counted, () => Encode(one));
            }

            parts.Stages.Frames.Return(frame);
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\n{symbols} symbols, {share:P0} of the rows moved; per tick\n| part | calls | B | median B | µs |\n|---|---:|---:|---:|---:|"));
        foreach ((string name, Cost cost) in costs)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {cost.Bytes.Count / (double)Ticks:0.##} | {cost.Bytes.Sum() / Ticks:0} | {Clock.Median(cost.Bytes):0} | {Clock.Median(cost.Micros):0.0} |"));
        }

        void Encode(in SurfaceWrite write)
        {
            object? clean = null;
            encoded.Clear();
            encoder.Encode(write, encoded, ref clean);
        }

        void Measure(string name, bool counted, Action action)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            long from = Stopwatch.GetTimestamp();
            action();
            double micros = Stopwatch.GetElapsedTime(from).TotalMicroseconds;
            double bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            if (counted)
            {
                if (!costs.TryGetValue(name, out Cost? cost))
                {
                    costs[name] = cost = new Cost();
                }

                cost.Bytes.Add(bytes);
                cost.Micros.Add(micros);
            }
        }
    }

    private sealed class Cost
    {
        public List<double> Bytes { get; } = [];

        public List<double> Micros { get; } = [];
    }
}
