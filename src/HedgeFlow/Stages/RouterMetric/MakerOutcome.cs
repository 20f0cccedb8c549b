namespace HedgeFlow.Stages.RouterMetric;

/// <summary>What became of an order that was started as maker.</summary>
public enum MakerOutcome
{
    /// <summary>Filled, or resting, as maker.</summary>
    Maker,

    /// <summary>Resent and filled as taker.</summary>
    Taker,

    /// <summary>The maker order could not be submitted; the order went out as taker.</summary>
    Failed,
}
