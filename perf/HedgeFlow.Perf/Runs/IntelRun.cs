using System.Globalization;
using HedgeFlow.Perf.Measure;
using HedgeFlow.Stages.Intel.Factors;

namespace HedgeFlow.Perf.Runs;

/// <summary>
/// Every component of an intel run against the implementation that it replaces, on the same inputs; the whole run against the
/// length of the logs; factor statistics on many rows. Of a component, the least of three medians in microseconds: the share that
/// other programs take of a busy machine is not the component's.
/// </summary>
internal static class IntelRun
{
    private const string Goal = "P7";
    private const double Times = 20;

    /// <summary>Noise of two medians of one thing; anything that grows with the logs grows forty times.</summary>
    private const double Flat = 1.5;

    private static readonly int[] SymbolCounts = [3, 20, 200, 2000];

    public static void Run(PerfReport report, bool quick)
    {
        foreach (int symbols in SymbolCounts)
        {
            Components(report, symbols, quick);
        }

        History(report, quick);
        FactorStatistics(report, quick);
    }

    private static void Components(PerfReport report, int symbols, bool quick)
    {
        var bench = new IntelBench(symbols);
        int rounds = Rounds(symbols, quick);
        Warm(bench.RunAll, quick);
        foreach ((string name, Action run, Func<bool> isRight) in bench.Components)
        {
            string scenario = string.Create(CultureInfo.InvariantCulture, $"intel {name}, {symbols} symbols");
            double time = Enumerable.Range(0, 3).Min(_ => Clock.MedianMicroseconds(rounds / 3, _ => run()));
            if (!isRight())
            {
                report.Add(PerfRow.Wrong(Goal, scenario));
                continue;
            }

            report.Add(PerfRow.Figure(Goal, scenario + ", µs", time));
            report.Add(PerfRow.Figure(Goal, scenario + ", kB allocated", Allocated(run) / 1000));
            if (IntelReference.Of(name, symbols) is { } reference)
            {
                report.Add(PerfRow.AtLeast(Goal, scenario + ": times faster than the run it replaces", reference / time, Times));
            }
        }
    }

    private static void History(PerfReport report, bool quick)
    {
        const int Few = 5_000, Many = 200_000;
        var few = new IntelBench(200, Few);
        var many = new IntelBench(200, quick ? Many / 4 : Many);
        Warm(few.RunAll, quick);
        Warm(many.RunAll, quick);
        int rounds = Rounds(200, quick);
        var fewTimes = new List<double>();
        var manyTimes = new List<double>();
        for (int i = 0; i < 5; i++)
        {
            // Alternating, so that a busy moment of the machine meets both.
            fewTimes.Add(Clock.MedianMicroseconds(rounds / 5, _ => few.RunAll()));
            manyTimes.Add(Clock.MedianMicroseconds(rounds / 5, _ => many.RunAll()));
        }

        if (!few.Components.Concat(many.Components).All(component => component.IsRight()))
        {
            report.Add(PerfRow.Wrong(Goal, "intel run against history"));
            return;
        }

        report.Add(PerfRow.Figure(Goal, "intel run, 200 symbols, 5,000 rows in each log, µs", Clock.Median(fewTimes)));
        report.Add(PerfRow.AtMost(
            Goal,
            $"intel run, 200 symbols: {(quick ? "50,000" : "200,000")} rows / 5,000 rows",
            Clock.Median(manyTimes) / Clock.Median(fewTimes),
            Flat));
    }

    private static void FactorStatistics(PerfReport report, bool quick)
    {
        const string Scenario = "intel factors, 5,000 rows × 12";
        var rows = new FactorRows(5_000);
        var raw = FactorMatrix.Of(rows.Vectors, rows.Config.Factors);
        bool right = true;
        void Statistics() => right &= rows.Statistics(raw);
        void Build() => right &= FactorDiagnostics.Compute(rows.Config, rows.Vectors, null, null, ReferenceInputs.Now) is { Weights.Count: FactorRows.Factors };
        Warm(Statistics, quick);
        Warm(Build, quick);
        int rounds = Rounds(2000, quick);
        double statistics = Clock.MedianMicroseconds(rounds, _ => Statistics());
        double build = Clock.MedianMicroseconds(rounds, _ => Build());
        if (!right)
        {
            report.Add(PerfRow.Wrong(Goal, Scenario));
            return;
        }

        report.Add(PerfRow.Figure(Goal, Scenario + ": centre, covariance, Gram-Schmidt, µs", statistics));
        report.Add(PerfRow.Figure(Goal, Scenario + ": centre, covariance, Gram-Schmidt, kB allocated", Allocated(Statistics) / 1000));
        report.Add(PerfRow.Figure(Goal, Scenario + ": whole build, µs", build));
        report.Add(PerfRow.Figure(Goal, Scenario + ": whole build, kB allocated", Allocated(Build) / 1000));
    }

    private static int Rounds(int symbols, bool quick) => (symbols >= 2000 ? 60 : 300) / (quick ? 3 : 1);

    /// <summary>Long enough for the optimised code to be in place.</summary>
    private static void Warm(Action run, bool quick)
    {
        long until = System.Diagnostics.Stopwatch.GetTimestamp() + Clock.Ticks(quick ? 0.6 : 1.5);
        for (int i = 0; i < 40 || System.Diagnostics.Stopwatch.GetTimestamp() < until; i++)
        {
            run();
        }
    }

    private static double Allocated(Action run)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        run();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
