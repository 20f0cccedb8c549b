namespace HedgeFlow.Stages.Intel;

/// <summary>
/// When what runs. A step is due when it never ran or its interval has passed; a clock that goes back delays. Autotune and
/// allocator are looked at only inside a run, so that their cadence rounds up to a multiple of the run's. A failing step ends
/// the run, leaves the run's timer as it was, so that the next tick tries again, and does not repeat the timed steps that had
/// succeeded. Not thread-safe: while a run is under way nobody else may call. Source: intel contract, timers and flags.
/// </summary>
public sealed class IntelSchedule(IntelOptions options, Action<string, Exception>? onFault = null)
{
    private readonly DueTimer _universe = new(options.UniverseIntervalS);
    private readonly DueTimer _run = new(options.IntervalS);
    private readonly DueTimer _autotune = new(options.AutotuneIntervalS);
    private readonly DueTimer _allocator = new(options.AllocatorIntervalS);

    private long _faults;

    /// <summary>Steps that threw so far. Any thread.</summary>
    public long Faults => Interlocked.Read(ref _faults);

    /// <summary>Whether the universe step is due.</summary>
    public bool IsUniverseDue(double now) => _universe.IsDue(now);

    /// <summary>Runs the universe step when it is due; a failure is counted and leaves it due.</summary>
    public void Universe(double now, Action step)
    {
        ArgumentNullException.ThrowIfNull(step);
        if (!_universe.IsDue(now))
        {
            return;
        }

        if (Try("universe", step))
        {
            _universe.Mark(now);
        }
    }

    /// <summary>True when a run is wanted at <paramref name="now"/>, epoch seconds UTC.</summary>
    public bool IsRunDue(double now) => options.Enabled && _run.IsDue(now);

    /// <summary>Runs the chain once, at the instant <paramref name="now"/>; false when a step failed.</summary>
    public bool Run(double now, IIntelChain chain)
    {
        ArgumentNullException.ThrowIfNull(chain);
        if (!Try("expectancy", chain.Expectancy) || !Try("symbol_scores", chain.SymbolScores) || !Try("further_steps", chain.FurtherSteps))
        {
            return false;
        }

        if (options.AutotuneEnabled && _autotune.IsDue(now))
        {
            if (!Try("router_suggestions", chain.Autotune))
            {
                return false;
            }

            _autotune.Mark(now);
        }

        if (options.AllocatorEnabled && _allocator.IsDue(now))
        {
            if (!Try("risk_allocation", chain.Allocate))
            {
                return false;
            }

            _allocator.Mark(now);
        }

        _run.Mark(now);
        return true;
    }

    /// <summary>Isolates a step: whatever it throws is counted and reported, and the tick goes on.</summary>
    private bool Try(string step, Action run)
    {
        try
        {
            run();
            return true;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Interlocked.Increment(ref _faults);
            onFault?.Invoke(step, e);
            return false;
        }
    }
}
