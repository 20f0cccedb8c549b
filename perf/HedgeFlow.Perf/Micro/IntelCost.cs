using System.Globalization;
using HedgeFlow.Perf.Measure;

namespace HedgeFlow.Perf.Micro;

/// <summary>One table of the intel components: time and allocations against the number of symbols.</summary>
internal static class IntelCost
{
    private static readonly int[] SymbolCounts = [3, 20, 200, 2000];

    public static void Run(TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.WriteLine("| component | symbols | µs | µs per symbol | kB allocated | times faster than the run it replaces |");
        output.WriteLine("|---|---:|---:|---:|---:|---:|");
        foreach (int symbols in SymbolCounts)
        {
            var bench = new IntelBench(symbols);
            for (int i = 0; i < 150; i++)
            {
                bench.RunAll();
            }

            foreach ((string name, Action run, Func<bool> isRight) in bench.Components)
            {
                double time = Clock.MedianMicroseconds(symbols >= 2000 ? 80 : 300, _ => run());
                long before = GC.GetAllocatedBytesForCurrentThread();
                run();
                double allocated = GC.GetAllocatedBytesForCurrentThread() - before;
                string faster = IntelReference.Of(name, symbols) is { } reference ? (reference / time).ToString("F0", CultureInfo.InvariantCulture) : "";
                output.WriteLine(isRight()
                    ? string.Create(CultureInfo.InvariantCulture, $"| {name} | {symbols} | {time:F1} | {time / symbols:F2} | {allocated / 1000:F1} | {faster} |")
                    : $"| {name} | {symbols} | wrong result | | | |");
            }
        }
    }
}
