using HedgeFlow.Telemetry;

namespace HedgeFlow.Perf.Runs;

/// <summary>One round of one tick scenario.</summary>
/// <param name="Latency">Of this round.</param>
/// <param name="Correct">Whether every tick was decided.</param>
internal readonly record struct TickRound(LatencySummary Latency, bool Correct);
