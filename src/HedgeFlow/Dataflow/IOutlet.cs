namespace HedgeFlow.Dataflow;

/// <summary>A declared stage that sends messages of type <typeparamref name="T"/>: an <see cref="InlineNode{TIn,TOut}"/> or a <see cref="BlockNode{TIn,TOut}"/>.</summary>
#pragma warning disable CA1040 // The type parameter is the content: it types the builder's edges.
public interface IOutlet<T>
{
}
