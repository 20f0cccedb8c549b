namespace HedgeFlow.Perf.Measure;

/// <summary>
/// What the components of an intel run cost in the implementation that this engine replaces, on the inputs of
/// <see cref="ReferenceInputs"/> with 2,000 order and 2,000 metric rows. Medians in milliseconds, measured with CPython 3.11 on a
/// 2-core shared x86-64 virtual machine under Linux 6.18.
/// </summary>
internal static class IntelReference
{
    private static readonly Dictionary<(string Component, int Symbols), double> Milliseconds = new()
    {
        [(IntelBench.LoadTrades, 200)] = 25,
        [(IntelBench.LoadTrades, 2000)] = 26,
        [(IntelBench.LoadMetrics, 200)] = 26,
        [(IntelBench.LoadMetrics, 2000)] = 28,
        [(IntelBench.Expectancy, 200)] = 12,
        [(IntelBench.Expectancy, 2000)] = 17,
        [(IntelBench.Scores, 200)] = 29,
        [(IntelBench.Scores, 2000)] = 1476,
        [(IntelBench.Autotune, 200)] = 4,
        [(IntelBench.Autotune, 2000)] = 45,
        [(IntelBench.Allocator, 200)] = 3,
        [(IntelBench.Allocator, 2000)] = 51,
        [(IntelBench.Factors, 200)] = 4.5,
        [(IntelBench.Factors, 2000)] = 55,
    };

    /// <summary>Microseconds; null where it was not measured.</summary>
    public static double? Of(string component, int symbols) =>
        Milliseconds.TryGetValue((component, symbols), out double milliseconds) ? milliseconds * 1000 : null;
}
