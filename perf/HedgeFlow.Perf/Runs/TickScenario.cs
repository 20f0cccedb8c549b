using HedgeFlow.Perf.Measure;
using HedgeFlow.Telemetry;

namespace HedgeFlow.Perf.Runs;

/// <summary>One row of the tick table: its rounds, and a histogram over all of them for the rare latencies.</summary>
/// <param name="goal">Which goal it serves.</param>
/// <param name="name">What goes on beside the executor.</param>
/// <param name="round">Runs one round and records into the common histogram too.</param>
internal sealed class TickScenario(string goal, string name, Func<LatencyHistogram, Task<TickRound>> round)
{
    private readonly List<TickRound> _rounds = [];

    public string Goal => goal;

    public string Name => name;

    /// <summary>Over all rounds.</summary>
    public LatencyHistogram All { get; } = new();

    public bool Correct => _rounds.TrueForAll(static r => r.Correct);

    /// <summary>Of all rounds; null where they were not counted.</summary>
    public int? Collections => _rounds.Sum(static r => r.Collections) is var sum && _rounds.TrueForAll(static r => r.Collections is not null) ? sum : null;

    /// <summary>Median over the rounds, bytes per tick.</summary>
    public double Bytes => Clock.Median(_rounds.Select(static r => r.Bytes));

    public async Task RoundAsync() => _rounds.Add(await round(All));

    /// <summary>Median over the rounds, nanoseconds.</summary>
    public double Median(Func<LatencySummary, long> figure) => Clock.Median(_rounds.Select(r => (double)figure(r.Latency)));
}
