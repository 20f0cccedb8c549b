namespace HedgeFlow.Dataflow;

/// <summary>Settings of a whole pipeline.</summary>
public sealed record PipelineOptions
{
    public static PipelineOptions Default { get; } = new();

    /// <summary>Tells pipelines of the same name apart in metrics, for instance the book; empty = none.</summary>
    public string Instance { get; init; } = "";

    /// <summary>Measures latencies. The real clock even in replay: a duration is not a time of the feed.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Stops the pipeline at once; what is queued is dropped and counted. To finish the queues use <see cref="Pipeline.DrainAsync"/>.</summary>
    public CancellationToken Stop { get; init; }

    /// <summary>How long <see cref="Pipeline.DisposeAsync"/> waits for stages that are busy. Default 5 s.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Called for every fault on the thread it happened on, before the policy applies. Must not throw; if it does, that is ignored.</summary>
    public Action<StageFault>? OnFault { get; init; }
}
