namespace HedgeFlow.Dataflow;

/// <summary>The head's way in that neither allocates nor queues.</summary>
internal interface IInlineHead<T>
{
    void Start();

    bool Offer(T message);
}
