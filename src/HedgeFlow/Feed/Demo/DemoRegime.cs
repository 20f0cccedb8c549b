namespace HedgeFlow.Feed.Demo;

/// <summary>How nervous the embedded market is. The words of the volatility regimes.</summary>
public enum DemoRegime
{
    Low,
    Normal,
    High,
    Crisis,
}
