using System.Diagnostics.Tracing;

namespace HedgeFlow.Perf.Runs;

/// <summary>Names of the methods that the runtime compiles while it listens: what a warm-up has missed.</summary>
internal sealed class JitNames : EventListener
{
    private const EventKeywords Jit = (EventKeywords)0x10;
    private readonly List<string> _names = [];

    public IReadOnlyList<string> Names
    {
        get
        {
            lock (_names)
            {
                return [.. _names];
            }
        }
    }

    public bool Recording { get; set; }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        ArgumentNullException.ThrowIfNull(eventSource);
        if (eventSource.Name == "Microsoft-Windows-DotNETRuntime")
        {
            EnableEvents(eventSource, EventLevel.Verbose, Jit);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        ArgumentNullException.ThrowIfNull(eventData);
        if (Recording && eventData.EventName is { } name && name.StartsWith("MethodLoadVerbose", StringComparison.Ordinal) && eventData.Payload is { Count: > 7 } payload)
        {
            lock (_names)
            {
                _names.Add($"{payload[6]}.{payload[7]}");
            }
        }
    }
}
