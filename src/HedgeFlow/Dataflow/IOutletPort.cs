using System.Threading.Tasks.Dataflow;

namespace HedgeFlow.Dataflow;

/// <summary>The running side of an <see cref="IOutlet{T}"/>: exactly one of the two ways to attach a consumer.</summary>
internal interface IOutletPort<T> : IOutlet<T>
{
    /// <summary>The block to link from; null for an inline stage.</summary>
    ISourceBlock<T>? Source { get; }

    /// <summary>Adds a consumer called on the offering thread. Inline stages only.</summary>
    void Add(IInlineTarget<T> target);
}
