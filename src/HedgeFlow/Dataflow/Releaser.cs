namespace HedgeFlow.Dataflow;

/// <summary>Gives an owned message back. A release that throws (a double return) halts the pipeline: its memory can no longer be trusted.</summary>
internal sealed class Releaser<T>(Action<T> release, PipelineContext context)
{
    public void Release(T message)
    {
        try
        {
            release(message);
        }
#pragma warning disable CA1031 // Whatever it is, it must not reach the producer's thread.
        catch (Exception e)
#pragma warning restore CA1031
        {
            context.Halt(e);
        }
    }
}
