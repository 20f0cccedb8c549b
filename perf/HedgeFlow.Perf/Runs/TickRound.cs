using HedgeFlow.Telemetry;

namespace HedgeFlow.Perf.Runs;

/// <summary>One round of one tick scenario.</summary>
/// <param name="Latency">Of this round.</param>
/// <param name="Correct">Whether every tick was decided.</param>
/// <param name="Collections">Garbage collections during the round; null = not counted.</param>
/// <param name="Bytes">Allocated by all threads, per tick; NaN = not counted.</param>
internal readonly record struct TickRound(LatencySummary Latency, bool Correct, int? Collections = null, double Bytes = double.NaN);
