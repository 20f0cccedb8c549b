namespace HedgeFlow.Stages.Shadow;

/// <summary>Settings of the shadow run and its head. Source: services contract, pipeline shadow.</summary>
public sealed record ShadowOptions
{
    public static ShadowOptions Default { get; } = new();

    /// <summary>Basis points; negative is a rebate. <c>MAKER_FEE_BPS</c>, else the strategy configuration, else −1.</summary>
    public double MakerFeeBps { get; init; } = -1;

    /// <summary>Basis points. <c>TAKER_FEE_BPS</c>, else the strategy configuration, else 5.</summary>
    public double TakerFeeBps { get; init; } = 5;

    /// <summary>Decisions that the head counts (<c>PIPELINE_V6_SHADOW_RECENT</c>). Default 100.</summary>
    public int Window { get; init; } = 100;

    /// <summary>Seconds between heads when nothing new came (<c>PIPELINE_V6_SHADOW_HEARTBEAT_INTERVAL_S</c>). Default 600.</summary>
    public double HeadIntervalSeconds { get; init; } = 600;
}
