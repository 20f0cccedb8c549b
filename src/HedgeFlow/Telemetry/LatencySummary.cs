namespace HedgeFlow.Telemetry;

/// <summary>Percentiles of a <see cref="LatencyHistogram"/>, in nanoseconds; all zero when nothing was recorded.</summary>
public readonly record struct LatencySummary(long Count, long Mean, long P50, long P90, long P99, long P999, long P9999, long Max);
