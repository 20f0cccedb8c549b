using HedgeFlow.State;

namespace HedgeFlow.Stages.Publish;

/// <summary>
/// Decides when <c>v6_runtime_probe.json</c> is due: forced, or the interval since the last success is over. It is written whatever
/// the flags say. Source: services contract, runtime probe.
/// </summary>
public sealed class RuntimeProbe(V6Flags flags, EnvironmentContext context, string engineVersion, double intervalSeconds, double lastWriteTs = 0)
{
    /// <summary>Environment values of the next payload.</summary>
    public EnvironmentContext Context { get; set; } = context;

    /// <summary>Time of the last probe, epoch seconds; 0 = none yet.</summary>
    public double LastWriteTs { get; private set; } = lastWriteTs;

    /// <summary>True when the payload is due.</summary>
    public bool IsDue(double now, bool force) => force || now - LastWriteTs >= intervalSeconds;

    /// <summary>The payload when it is due, else null.</summary>
    public V6RuntimeProbeState? Next(double now, bool force, double? navAgeSeconds = null, double? loopLatencyMs = null)
    {
        if (!IsDue(now, force))
        {
            return null;
        }

        LastWriteTs = now;
        return new V6RuntimeProbeState
        {
            Flags = flags,
            Context = Context,
            EngineVersion = engineVersion,
            Ts = now,
            NavAgeMs = navAgeSeconds * 1000,
            LoopLatencyMs = loopLatencyMs,
        };
    }
}
