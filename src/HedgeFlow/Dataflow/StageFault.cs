namespace HedgeFlow.Dataflow;

/// <summary>One fault of one stage, as told to <see cref="PipelineOptions.OnFault"/>.</summary>
/// <param name="Stage">Name of the stage.</param>
/// <param name="Exception">What was thrown, as thrown.</param>
/// <param name="Attempt">Which try of the message this was, from 1.</param>
/// <param name="Policy">The policy of the stage, which the engine now applies.</param>
public sealed record StageFault(string Stage, Exception Exception, int Attempt, FaultPolicy Policy);
