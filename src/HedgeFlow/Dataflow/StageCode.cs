using System.Runtime.CompilerServices;

namespace HedgeFlow.Dataflow;

/// <summary>The code of a stage as declared: synchronous or asynchronous, with or without an output.</summary>
internal sealed class StageCode<TIn, TOut>
{
    private readonly Func<TIn, StageOutcome<TOut>>? _run;
    private readonly Func<TIn, CancellationToken, ValueTask<StageOutcome<TOut>>>? _runAsync;

    public StageCode(Func<TIn, StageOutcome<TOut>> run, bool hasOutput)
    {
        _run = run;
        HasOutput = hasOutput;
    }

    public StageCode(Func<TIn, CancellationToken, ValueTask<StageOutcome<TOut>>> run, bool hasOutput)
    {
        _runAsync = run;
        HasOutput = hasOutput;
    }

    public bool IsAsync => _runAsync is not null;

    /// <summary>False for a sink: its messages end there.</summary>
    public bool HasOutput { get; }

    /// <summary>True when a faulted message can go on as it is.</summary>
    public static bool CanPassOn => typeof(TIn) == typeof(TOut);

    public StageOutcome<TOut> Run(TIn message) => _run!(message);

    public ValueTask<StageOutcome<TOut>> RunAsync(TIn message, CancellationToken token) => _runAsync!(message, token);

    /// <summary>True when the value sent is the message that came, whose owner then is the next stage.</summary>
    public bool PassesMessageOn(TIn message, TOut value)
    {
        if (!HasOutput || !CanPassOn)
        {
            return false;
        }

        return typeof(TIn).IsValueType || ReferenceEquals(message, value);
    }

    public bool TryPassOn(TIn message, out TOut value)
    {
        if (!HasOutput || !CanPassOn)
        {
            value = default!;
            return false;
        }

        value = Unsafe.As<TIn, TOut>(ref message);
        return true;
    }
}
