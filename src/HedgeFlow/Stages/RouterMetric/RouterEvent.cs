namespace HedgeFlow.Stages.RouterMetric;

/// <summary>
/// One row of <c>order_metrics.jsonl</c>, read once: what the windows need of it. Missing numbers are NaN.
/// </summary>
public readonly record struct RouterEvent
{
    /// <summary>Upper-case symbol, "" when the row has none.</summary>
    public required string Symbol { get; init; }

    /// <summary>Epoch seconds; NaN = undated, which no window drops.</summary>
    public double Ts { get; init; }

    public RouterEventFlags Flags { get; init; }

    /// <summary>Signed, positive = cost; bps.</summary>
    public double SlippageBps { get; init; }

    /// <summary>As <see cref="SlippageBps"/>, with the spelling of older rows accepted; used by the event health.</summary>
    public double EventSlippageBps { get; init; }

    /// <summary>Dispatch round trip, ms.</summary>
    public double AckLatencyMs { get; init; }

    /// <summary>USD; 0 when missing.</summary>
    public double RealizedPnl { get; init; }

    /// <summary>USD; 0 when missing.</summary>
    public double Notional { get; init; }

    public bool Has(RouterEventFlags flag) => (Flags & flag) == flag;
}
