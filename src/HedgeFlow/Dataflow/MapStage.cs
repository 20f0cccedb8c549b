namespace HedgeFlow.Dataflow;

/// <summary>A stage on a <see cref="PipelineMap"/>.</summary>
/// <param name="Name">Name of the stage.</param>
/// <param name="Inline">True when it runs on the offering thread.</param>
/// <param name="Queue">Capacity of a head's own queue; null for every other stage.</param>
/// <param name="Policy">What happens to a message the stage faults on.</param>
public sealed record MapStage(string Name, bool Inline, int? Queue, FaultPolicy Policy);
