namespace HedgeFlow.Host.Composition;

/// <summary>
/// Whether a start has to wait until the account is flat: only a run that would send orders of its own with real credentials, and
/// whose operator has not set <c>ALLOW_OPEN_POSITIONS</c>. Source: services contract, start-up.
/// </summary>
internal readonly record struct OpenPositionRule
{
    public const string Variable = "ALLOW_OPEN_POSITIONS";

    public bool Once { get; init; }

    public bool DryRun { get; init; }

    public bool Replay { get; init; }

    /// <summary>Key and secret of the exchange are there.</summary>
    public bool Credentials { get; init; }

    /// <summary>The operator says that open positions are all right.</summary>
    public bool Allowed { get; init; }

    /// <param name="open">Open positions of the first snapshot.</param>
    public bool Applies(int open) => open > 0 && Credentials && !Allowed && !Once && !DryRun && !Replay;
}
