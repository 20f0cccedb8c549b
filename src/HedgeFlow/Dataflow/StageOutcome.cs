namespace HedgeFlow.Dataflow;

/// <summary>
/// What a stage made of one message: a value, nothing to send, a drop with its reason, or a fault.
/// Stages without anything to drop may simply return their value; the engine captures exceptions either way.
/// </summary>
public readonly struct StageOutcome<T>
{
    private readonly string? _reason;
    private readonly Exception? _exception;
    private readonly T? _value;

    private StageOutcome(StageOutcomeKind kind, T? value, string? reason, Exception? exception)
    {
        Kind = kind;
        _value = value;
        _reason = reason;
        _exception = exception;
    }

    /// <summary>The message was taken in and nothing is sent for it; it counts as out, not as dropped.</summary>
    public static StageOutcome<T> Nothing => new(StageOutcomeKind.Nothing, default, null, null);

    public StageOutcomeKind Kind { get; }

    /// <summary>The value; only when <see cref="Kind"/> is <see cref="StageOutcomeKind.Ok"/>.</summary>
    public T Value => Kind == StageOutcomeKind.Ok ? _value! : throw new InvalidOperationException($"an outcome that is {Kind} has no value");

    /// <summary>Why the message was dropped: a short constant word, since every new one becomes a counter.</summary>
    public string Reason => _reason ?? "";

    public Exception? Exception => _exception;

    public static StageOutcome<T> Ok(T value) => new(StageOutcomeKind.Ok, value, null, null);

    public static StageOutcome<T> Dropped(string reason)
    {
        ArgumentException.ThrowIfNullOrEmpty(reason);
        return new StageOutcome<T>(StageOutcomeKind.Dropped, default, reason, null);
    }

    public static StageOutcome<T> Faulted(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return new StageOutcome<T>(StageOutcomeKind.Faulted, default, null, exception);
    }
}
