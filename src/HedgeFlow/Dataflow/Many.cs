namespace HedgeFlow.Dataflow;

/// <summary>Picks the messages of one edge out of a stage's output; empty when there are none. The span is read at once, on the same thread.</summary>
public delegate ReadOnlySpan<T> Many<TOut, T>(TOut output);
