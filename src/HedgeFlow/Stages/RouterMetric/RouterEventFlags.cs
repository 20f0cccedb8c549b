namespace HedgeFlow.Stages.RouterMetric;

/// <summary>What a router event says, apart from its numbers.</summary>
[Flags]
public enum RouterEventFlags
{
    None = 0,

    /// <summary>The row has the member <c>is_maker_final</c>, null included.</summary>
    HasMakerFinal = 1,

    /// <summary><c>is_maker_final</c> is true.</summary>
    MakerFinal = 1 << 1,

    /// <summary>The order was started as maker.</summary>
    MakerStart = 1 << 2,

    /// <summary>A maker attempt ended as taker.</summary>
    UsedFallback = 1 << 3,

    /// <summary>The row has the member <c>event</c> (a close row, for example): not an order of its own.</summary>
    Marker = 1 << 4,

    /// <summary>Maker by flag or by order type.</summary>
    CountsAsMaker = 1 << 5,

    /// <summary>Fallback by any of its spellings.</summary>
    CountsAsFallback = 1 << 6,

    /// <summary>Refused by the exchange, by flag or by status.</summary>
    Rejected = 1 << 7,

    /// <summary>A post-only order that was refused.</summary>
    PostOnlyReject = 1 << 8,
}
