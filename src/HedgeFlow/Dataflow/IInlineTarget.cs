namespace HedgeFlow.Dataflow;

/// <summary>A consumer that is called on the producer's thread. Never throws, never waits in a live pipeline.</summary>
internal interface IInlineTarget<T>
{
    void Push(T message);

    /// <summary>No more messages will come. Called once, after the last <see cref="Push"/>.</summary>
    void Complete();
}
