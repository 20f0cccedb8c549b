namespace HedgeFlow.Stages;

/// <summary>
/// Cadence of one emitter on the engine's clock: due when forced or when its interval has passed since it last ran.
/// It last ran at 0, so the first tick is due. A clock that goes back delays, nothing more. Source: services contract, cadence.
/// </summary>
/// <param name="intervalSeconds">Shortest time between two runs; 0 = every tick.</param>
public sealed class DueTimer(double intervalSeconds)
{
    /// <summary>When it last ran, epoch seconds; 0 = never.</summary>
    public double Last { get; private set; }

    public bool IsDue(double now, bool forced = false) => forced || now - Last >= intervalSeconds;

    /// <summary>Notes a run.</summary>
    public void Mark(double now) => Last = now;
}
