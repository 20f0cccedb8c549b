namespace HedgeFlow.Stages.Executor;

/// <summary>Settings of the executor stage.</summary>
public sealed record ExecutorOptions
{
    public static ExecutorOptions Default { get; } = new();

    /// <summary>Where order facts come from.</summary>
    public OrderMode Mode { get; init; } = OrderMode.None;

    /// <summary>No order leaves the process. Default on: trading needs an explicit 0.</summary>
    public bool DryRun { get; init; } = true;

    /// <summary>Takes the place of <see cref="DryRun"/> where that may change during the run, and keeps paper orders inside; null = fixed.</summary>
    public DryRunSwitch? DryRunSwitch { get; init; }

    public bool Testnet { get; init; }

    /// <summary>Shadow requests are made for entries.</summary>
    public bool ShadowEnabled { get; init; }

    /// <summary>Seconds between shadow records that no intent stands behind. Default 600; PIPELINE_V6_SHADOW_HEARTBEAT_INTERVAL_S.</summary>
    public double ShadowHeartbeatSeconds { get; init; } = 600;

    /// <summary>Seconds an intent's symbol rests after a fault. Default 60; EXEC_ERROR_COOLDOWN_SEC.</summary>
    public double ErrorCooldownSeconds { get; init; } = 60;

    /// <summary>
    /// A feed that ends without any snapshot, such as readings or bars alone, is published all the same, with an account that is
    /// unknown. For replays: live, the last known account would be overwritten.
    /// </summary>
    public bool WithoutSnapshots { get; init; }

    /// <summary>Identifies the run in rows; fixed in replay.</summary>
    public string RunId { get; init; } = "";

    /// <summary>True while the journal is saturated: new entries are refused, facts are still kept. Null = never.</summary>
    public Func<bool>? JournalSaturated { get; init; }
}
