namespace HedgeFlow.Stages.Executor.Orders;

/// <summary>How long and how often an order is asked for its trades; both in seconds. Source: services contract, fill confirmation.</summary>
public sealed record FillPolling
{
    public static FillPolling Default { get; } = new();

    public double Interval { get; init; } = 0.5;

    public double Timeout { get; init; } = 8.0;
}
