using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace HedgeFlow.Telemetry;

/// <summary>
/// The trace of a tick: one span from the arrival of the snapshot to the decision, and below it one for every stage that worked on
/// it, up to publication, whatever thread that was on. Nothing is made while nobody listens.
/// </summary>
public static class TickTrace
{
    private static readonly ActivitySource Source = new(MetricNames.Meter);

    private static readonly Histogram<double> Duration =
        new Meter(MetricNames.Meter).CreateHistogram<double>(MetricNames.TickDuration, "s", "From the arrival of a snapshot to the end of its publication");

    /// <summary>Begins the trace of a tick on this thread; null while nobody listens.</summary>
    /// <param name="symbols">Prices in the snapshot.</param>
    public static Activity? Begin(int symbols)
    {
        Activity? tick = Source.HasListeners() ? Source.StartActivity("tick") : null;
        tick?.SetTag("symbols", symbols);
        return tick;
    }

    /// <summary>The span of one stage, below the span of this thread or else the one the message carries; null when there is neither.</summary>
    public static Activity? Stage<T>(string stage, T message)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        ActivityContext parent = Current is { } context ? context : message is ITraced traced ? traced.Trace : default;
        return parent == default ? null : Source.StartActivity(stage, ActivityKind.Internal, parent);
    }

    /// <summary>The span of this thread, for a message that goes on to another one; null when there is none.</summary>
    public static ActivityContext? Current => Source.HasListeners() ? Activity.Current?.Context : null;

    /// <summary>Stamp of the moment for <see cref="Published"/>; 0 while nobody measures.</summary>
    public static long Stamp() => Duration.Enabled ? Stopwatch.GetTimestamp() : 0;

    /// <summary>A tick that was stamped on arrival is published.</summary>
    public static void Published(long stamp)
    {
        if (stamp != 0 && Duration.Enabled)
        {
            Duration.Record(Stopwatch.GetElapsedTime(stamp).TotalSeconds);
        }
    }
}
