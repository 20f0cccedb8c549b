namespace HedgeFlow.State;

/// <summary>What was found out about one surface.</summary>
public sealed record SurfaceStatus
{
    public const string Fresh = "fresh";
    public const string Stale = "stale";
    public const string Invalid = "invalid";
    public const string Missing = "missing";

    /// <summary>Key in the manifest.</summary>
    public required string Surface { get; init; }

    public required string File { get; init; }

    /// <summary>The program that should have written it.</summary>
    public required string Owner { get; init; }

    /// <summary><see cref="Fresh"/>, <see cref="Stale"/>, <see cref="Invalid"/> or <see cref="Missing"/>.</summary>
    public required string Status { get; init; }

    /// <summary>Seconds since the time that the document carries; null when it carries none.</summary>
    public required double? AgeS { get; init; }

    /// <summary>Seconds from which on it is stale.</summary>
    public required double StaleAfterS { get; init; }

    /// <summary>Length of the file; 0 when missing.</summary>
    public required long Bytes { get; init; }

    /// <summary>What is wrong, one line each; empty when nothing is.</summary>
    public required IReadOnlyList<string> Problems { get; init; }
}
