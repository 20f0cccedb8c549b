namespace HedgeFlow.Feed.Demo;

/// <summary>The embedded market. The same options give the same feed, byte for byte, on every machine.</summary>
public sealed record DemoOptions
{
    public ulong Seed { get; init; } = 1;

    /// <summary>Time of the first snapshot, epoch seconds UTC.</summary>
    public double StartTs { get; init; } = 1764000000;

    /// <summary>Seconds between snapshots, &gt; 0.</summary>
    public double TickInterval { get; init; } = 1;

    /// <summary>Snapshots before the feed ends; 0 = endless.</summary>
    public long MaxTicks { get; init; }

    /// <summary>Closed hourly bars per symbol before the first snapshot.</summary>
    public int WarmupHours { get; init; } = 60;

    /// <summary>Closed one-minute bars per symbol before the first snapshot.</summary>
    public int WarmupMinutes { get; init; } = 60;

    /// <summary>USD in the account, all of it in USDT, nothing open.</summary>
    public double Wallet { get; init; } = 10_000;

    /// <summary>How much wilder than the real markets it is, so that there is something to see in a minute.</summary>
    public double VolatilityScale { get; init; } = 3;

    public bool Testnet { get; init; } = true;
}
