namespace HedgeFlow.Stages.Risk;

/// <summary>
/// Portfolio drawdown with its state and circuit breaker, from one published snapshot to the next. The breaker is not latched.
/// Source: risk contract, portfolio drawdown and circuit breaker.
/// </summary>
public sealed class PortfolioDrawdownMachine
{
    /// <summary>Where a drawdown begins while no breaker is configured.</summary>
    private const double DefaultThreshold = 0.01;

    private double _previousNav = double.NaN;

    /// <summary>State of the last published snapshot.</summary>
    public DrawdownState State { get; private set; } = DrawdownState.Normal;

    /// <summary>Continues from a published snapshot; an unknown state counts as normal.</summary>
    public void Restore(DrawdownState state, double nav)
    {
        State = state == DrawdownState.Unknown ? DrawdownState.Normal : state;
        _previousNav = nav;
    }

    /// <param name="nav">NAV now, USD; NaN = unknown.</param>
    /// <param name="historyDrawdown">Drawdown of the NAV log, fraction; NaN = empty.</param>
    /// <param name="limit">Breaker limit, fraction; 0 = off.</param>
    public PortfolioDrawdownStep Step(double nav, double historyDrawdown, double limit)
    {
        double drawdown = historyDrawdown;
        if (nav > 0 && _previousNav > 0)
        {
            double peak = Math.Max(nav, _previousNav);
            drawdown = Math.Max(double.IsNaN(drawdown) ? 0 : drawdown, (peak - nav) / peak);
        }

        DrawdownState previous = State;
        double threshold = limit > 0 ? limit : DefaultThreshold;
        State = !(drawdown > 0) ? DrawdownState.Normal
            : drawdown >= threshold ? DrawdownState.Drawdown
            : previous is DrawdownState.Drawdown or DrawdownState.Recovery ? DrawdownState.Recovery
            : DrawdownState.Normal;
        _previousNav = nav;
        return new PortfolioDrawdownStep(drawdown, State, previous, limit > 0 && drawdown >= limit);
    }
}
