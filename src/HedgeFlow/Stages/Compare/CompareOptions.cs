namespace HedgeFlow.Stages.Compare;

/// <summary>Settings of the comparison. Source: services contract, compare.</summary>
public sealed record CompareOptions
{
    public static CompareOptions Default { get; } = new();

    /// <summary>Seconds between runs (<c>PIPELINE_V6_COMPARE_INTERVAL_S</c>); 0 = every tick. Default 900.</summary>
    public double IntervalSeconds { get; init; } = 900;

    /// <summary>Newest shadow decisions compared (<c>PIPELINE_COMPARE_SHADOW_LIMIT</c>). Default 500.</summary>
    public int ShadowLimit { get; init; } = 500;

    /// <summary>Below this many differences the summary says that it warms up. Default 200.</summary>
    public int MinSampleSize { get; init; } = 200;

    /// <summary>Rows of orders and of metrics that are remembered. Default 5000.</summary>
    public int MaxRows { get; init; } = 5000;
}
