namespace HedgeFlow.Dataflow;

/// <summary>A declared stage that sends on the offering thread, so that it can feed several edges, each with its own part of the output.</summary>
#pragma warning disable CA1040 // The type parameter is the content: it types the builder's edges.
public interface IInlineOutlet<T> : IOutlet<T>
{
}
