namespace HedgeFlow.Stages.Executor.Paper;

/// <summary>How the simulated exchange behaves. Fees, offsets, spreads and impact in basis points of the price.</summary>
public sealed record PaperOptions
{
    public static PaperOptions Default { get; } = new();

    /// <summary>Same seed, same intents, same prices: same orders.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Negative = rebate.</summary>
    public double MakerFeeBps { get; init; } = -1.0;

    public double TakerFeeBps { get; init; } = 5.0;

    /// <summary>Chance that a maker order is filled before it is given up, 0 to 1.</summary>
    public double MakerFillProbability { get; init; } = 0.7;

    /// <summary>Chance that a maker fill comes in two parts.</summary>
    public double PartialFillProbability { get; init; } = 0.3;

    /// <summary>Chance that a post-only order would match at once and is turned away.</summary>
    public double PostOnlyRejectProbability { get; init; } = 0.04;

    /// <summary>After so many post-only rejects the order goes out as a taker.</summary>
    public int MaxPostOnlyRejects { get; init; } = 4;

    /// <summary>Distance of a maker quote from the mark where the policy names none.</summary>
    public double MakerOffsetBps { get; init; } = 2.0;

    /// <summary>Market impact of a taker order of 100,000 USD; it grows with the square root of the size.</summary>
    public double ImpactBps { get; init; } = 4.0;

    /// <summary>Deviation of the price while a maker order waits in vain.</summary>
    public double WaitDriftBps { get; init; } = 2.5;

    /// <summary>USD the account starts with where the first snapshot names no balance.</summary>
    public double InitialWallet { get; init; } = 10_000;
}
