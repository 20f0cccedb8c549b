using System.Collections.Immutable;
using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Adapters.Firestore.Mirror;

/// <summary>What is mirrored and how often.</summary>
public sealed record MirrorOptions
{
    /// <summary>The environment's name: the document below <c>hedge</c>.</summary>
    public required string EnvironmentName { get; init; }

    public required string EngineVersion { get; init; }

    /// <summary>Folder of the state files.</summary>
    public required string StateFolder { get; init; }

    /// <summary>The peak tracker's stored state, for the day it labels; may be absent.</summary>
    public required string PeakFile { get; init; }

    /// <summary>Seconds after which an unchanged document is written all the same.</summary>
    public double RefreshSeconds { get; init; } = 300;

    /// <summary>Seconds between heartbeats of one service.</summary>
    public double HeartbeatSeconds { get; init; } = 60;

    /// <summary>Largest document in bytes, as Firestore counts them.</summary>
    public long LargestDocument { get; init; } = 900 << 10;

    /// <summary>Most documents in one batch.</summary>
    public int LargestBatch { get; init; } = 500;

    /// <summary>Most bytes in one batch; what is left over comes with the next cycle. Firestore takes 10 MiB.</summary>
    public long LargestBatchBytes { get; init; } = 4 << 20;

    public Redactor Redactor { get; init; } = Redactor.Default;

    /// <summary>State files that are about to be replaced, by name: read in place of the files.</summary>
    public IReadOnlyDictionary<string, JsonObject> Pending { get; init; } = ImmutableDictionary<string, JsonObject>.Empty;
}
