namespace HedgeFlow.Dataflow;

/// <summary>Takes one edge's part out of an inline stage's output. A selector that throws halts the pipeline.</summary>
internal sealed class Tap<TOut, T>(Func<TOut, T?> select, EdgeBuffer<T> buffer, PipelineContext context) : IInlineTarget<TOut>
{
    public void Push(TOut message)
    {
        try
        {
            if (select(message) is { } part)
            {
                buffer.Offer(part);
            }
        }
#pragma warning disable CA1031 // Nothing behind an edge may throw into the offering thread.
        catch (Exception e)
#pragma warning restore CA1031
        {
            context.Halt(e);
        }
    }

    public void Complete() => buffer.Complete();
}
