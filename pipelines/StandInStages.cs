namespace HedgeFlow.Pipelines;

/// <summary>The work of each stage of a program that stands in for the executor.</summary>
public sealed record StandInStages<T>
{
    /// <summary>Stages that do nothing: enough to build a graph that is only drawn.</summary>
    public static StandInStages<T> Drawing { get; } = new() { Read = static _ => true, Compute = static _ => { }, Publish = static _ => { } };

    /// <summary>Reads what the turn needs; false when the owner is at work and nothing is to be done.</summary>
    public required Func<T, bool> Read { get; init; }

    public required Action<T> Compute { get; init; }

    public required Action<T> Publish { get; init; }
}
