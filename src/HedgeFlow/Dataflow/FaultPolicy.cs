namespace HedgeFlow.Dataflow;

/// <summary>
/// What the engine does when a stage faults on a message. A fault is an exception out of the stage, an outcome that says so,
/// or an <see cref="OperationCanceledException"/> that the pipeline did not ask for.
/// </summary>
/// <param name="Retries">How often the message is tried again before <paramref name="Then"/> applies.</param>
/// <param name="Then">What happens to the message once the tries are used up.</param>
public readonly record struct FaultPolicy(int Retries, FaultAction Then)
{
    /// <summary>The pipeline stops and completes with this fault. The default.</summary>
    public static FaultPolicy Halt { get; } = new(0, FaultAction.Halt);

    /// <summary>The message is dropped and counted under the reason <c>fault</c>.</summary>
    public static FaultPolicy Drop { get; } = new(0, FaultAction.Drop);

    /// <summary>The message goes on as it is, without this stage's part. Only for stages whose output is their input.</summary>
    public static FaultPolicy PassOn { get; } = new(0, FaultAction.PassOn);

    /// <summary>Tries the message again at once, up to <paramref name="times"/> more times; then <paramref name="then"/>.</summary>
    public static FaultPolicy Retry(int times, FaultAction then = FaultAction.Drop)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(times);
        return new FaultPolicy(times, then);
    }

    public override string ToString() => Retries == 0 ? Word : $"retry {Retries}, {Word}";

    private string Word => Then switch
    {
        FaultAction.Drop => "drop",
        FaultAction.PassOn => "pass on",
        _ => "halt",
    };
}
