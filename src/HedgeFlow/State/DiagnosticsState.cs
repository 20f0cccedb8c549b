using System.Text.Json.Serialization;
using HedgeFlow.Serialization;

namespace HedgeFlow.State;

/// <summary><c>diagnostics.json</c>: veto counters, exit pipeline, liveness, publisher. Source: state contract, diagnostics.json.</summary>
public sealed record DiagnosticsState
{
    [SchemaOf(typeof(RuntimeDiagnosticsBlock))]
    [JsonConverter(typeof(BlockConverter<RuntimeDiagnosticsBlock>))]
    public required RuntimeDiagnosticsBlock RuntimeDiagnostics { get; set; }

    public required string EngineVersion { get; init; }

    /// <summary>Publish time, epoch seconds.</summary>
    [Finite]
    public required double UpdatedTs { get; set; }

    /// <summary>ISO time.</summary>
    public required string UpdatedAt { get; set; }

    [SchemaOf(typeof(PublisherBlock))]
    [JsonConverter(typeof(BlockConverter<PublisherBlock>))]
    public required PublisherBlock Publisher { get; set; }

    public static StateSurface<DiagnosticsState> Surface { get; } =
        new("runtime_diagnostics", "diagnostics.json", DiagnosticsStateJson.Default.DiagnosticsState);
}

/// <summary>The three blocks of <c>runtime_diagnostics</c>.</summary>
public sealed record RuntimeDiagnosticsBlock
{
    [SchemaOf(typeof(VetoCountersBlock))]
    [JsonConverter(typeof(BlockConverter<VetoCountersBlock>))]
    public required VetoCountersBlock VetoCounters { get; init; }

    [SchemaOf(typeof(ExitPipelineBlock))]
    [JsonConverter(typeof(BlockConverter<ExitPipelineBlock>))]
    public required ExitPipelineBlock ExitPipeline { get; init; }

    [SchemaOf(typeof(LivenessBlock))]
    [JsonConverter(typeof(BlockConverter<LivenessBlock>))]
    public required LivenessBlock Liveness { get; init; }
}

/// <summary>Counters since the process started; the counts by reason add up to <see cref="TotalVetoes"/>.</summary>
public sealed record VetoCountersBlock
{
    /// <summary>In the order the reasons came up first.</summary>
    [SchemaOf(typeof(long), Map = true)]
    [JsonConverter(typeof(BlockMapConverter<long>))]
    public required IReadOnlyDictionary<string, long> ByReason { get; init; }

    public required long TotalSignals { get; init; }

    public required long TotalOrders { get; init; }

    public required long TotalVetoes { get; init; }

    /// <summary>ISO time.</summary>
    public required string? LastSignalTs { get; init; }

    /// <summary>ISO time.</summary>
    public required string? LastOrderTs { get; init; }

    /// <summary>ISO time.</summary>
    public required string? LastVetoTs { get; init; }
}

/// <summary>State of the exits: scan times and level coverage.</summary>
public sealed record ExitPipelineBlock
{
    /// <summary>ISO time.</summary>
    public string? LastExitScanTs { get; init; }

    /// <summary>ISO time.</summary>
    public string? LastExitTriggerTs { get; init; }

    /// <summary>ISO time.</summary>
    public string? LastRouterEventTs { get; init; }

    public int OpenPositionsCount { get; init; }

    public int TpSlRegisteredCount { get; init; }

    public int TpSlMissingCount { get; init; }

    public int UnderwaterWithoutTpSlCount { get; init; }

    /// <summary>Fraction 0 to 1, whatever its name says.</summary>
    [Finite]
    public double TpSlCoveragePct { get; init; }

    /// <summary>0 to 100.</summary>
    [Finite]
    public double TpSlCoveragePercent => TpSlCoveragePct * 100;

    public bool LedgerRegistryMismatch { get; init; }

    [SchemaOf(typeof(MismatchBreakdown))]
    [JsonConverter(typeof(BlockConverter<MismatchBreakdown>))]
    public MismatchBreakdown MismatchBreakdown { get; init; } = MismatchBreakdown.None;
}

/// <summary>Which channels have been idle for too long.</summary>
public sealed record LivenessBlock
{
    public bool IdleSignals { get; init; }

    public bool IdleOrders { get; init; }

    public bool IdleExits { get; init; }

    public bool IdleRouter { get; init; }

    /// <summary>Channel → idle seconds.</summary>
    [SchemaOf(typeof(double), Map = true)]
    [JsonConverter(typeof(BlockMapConverter<double>))]
    public required IReadOnlyDictionary<string, double> Details { get; init; }

    /// <summary>Channels whose last time is unknown; only true values.</summary>
    [SchemaOf(typeof(bool), Map = true)]
    [JsonConverter(typeof(BlockMapConverter<bool>))]
    public required IReadOnlyDictionary<string, bool> Missing { get; init; }
}

/// <summary>What the publisher lost or left out.</summary>
public sealed record PublisherBlock
{
    /// <summary>File → failed writes since start.</summary>
    [SchemaOf(typeof(long), Map = true)]
    [JsonConverter(typeof(BlockMapConverter<long>))]
    public required IReadOnlyDictionary<string, long> StateWriteFailures { get; init; }

    /// <summary>Open rows without a price that were left out, since start.</summary>
    public required long PositionsQuarantined { get; init; }

    /// <summary>Payloads that a newer one replaced before they were written, and frames that were dropped.</summary>
    public required long QueueDropped { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(FiniteDoubleConverter)])]
[JsonSerializable(typeof(DiagnosticsState))]
[JsonSerializable(typeof(RuntimeDiagnosticsBlock))]
[JsonSerializable(typeof(VetoCountersBlock))]
[JsonSerializable(typeof(ExitPipelineBlock))]
[JsonSerializable(typeof(LivenessBlock))]
[JsonSerializable(typeof(PublisherBlock))]
[JsonSerializable(typeof(MismatchBreakdown))]
internal sealed partial class DiagnosticsStateJson : JsonSerializerContext;
