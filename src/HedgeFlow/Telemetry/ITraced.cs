using System.Diagnostics;

namespace HedgeFlow.Telemetry;

/// <summary>A message that carries the trace it belongs to from one thread to the next.</summary>
public interface ITraced
{
    /// <summary>Span that the work on this message is a part of; default = nobody traces it.</summary>
    ActivityContext Trace { get; }
}
