namespace HedgeFlow.Domain;

/// <summary>How the router should send the orders of a symbol. All members null when it could not be computed.</summary>
public sealed record RouterPolicy
{
    /// <summary>Nothing could be computed.</summary>
    public static RouterPolicy Unknown { get; } = new();

    /// <summary>Start with a post-only order.</summary>
    public bool? MakerFirst { get; init; }

    /// <summary><c>prefer_maker</c>, <c>balanced</c> or <c>prefer_taker</c>.</summary>
    public string? TakerBias { get; init; }

    /// <summary><c>good</c>, <c>ok</c>, <c>degraded</c> or <c>broken</c>.</summary>
    public string? Quality { get; init; }

    /// <summary>Why, parts joined by <c>"; "</c>.</summary>
    public string? Reason { get; init; }

    /// <summary>Distance of the post-only price from mid, bps.</summary>
    public double? OffsetBps { get; init; }
}
