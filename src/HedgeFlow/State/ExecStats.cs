using System.Text.Json.Serialization;

namespace HedgeFlow.State;

/// <summary>What execution did in the last 24 hours. Source: services contract, execution statistics.</summary>
public sealed record ExecStats
{
    [JsonPropertyName("attempted_24h")]
    public required int Attempted24h { get; init; }

    /// <summary>Distinct filled order ids.</summary>
    [JsonPropertyName("executed_24h")]
    public required int Executed24h { get; init; }

    [JsonPropertyName("vetoes_24h")]
    public required int Vetoes24h { get; init; }

    /// <summary>Successful over attempted; may exceed 1.</summary>
    [Finite]
    public required double FillRate { get; init; }

    /// <summary>At most five.</summary>
    public required IReadOnlyList<VetoCount> TopVetoes { get; init; }

    public required LastHeartbeats LastHeartbeats { get; init; }

    /// <summary>Nothing happened.</summary>
    public static ExecStats Empty { get; } = new()
    {
        Attempted24h = 0,
        Executed24h = 0,
        Vetoes24h = 0,
        FillRate = 0,
        TopVetoes = [],
        LastHeartbeats = new LastHeartbeats(null, null, null),
    };
}

/// <summary>How often a reason vetoed.</summary>
public sealed record VetoCount(string Reason, int Count);

/// <summary>Newest heartbeat per service, ISO time or null.</summary>
public sealed record LastHeartbeats(string? ExecutorLive, string? SyncDaemon, string? SyncState);
