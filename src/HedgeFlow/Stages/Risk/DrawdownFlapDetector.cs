namespace HedgeFlow.Stages.Risk;

/// <summary>
/// Tells when the drawdown state changes to and fro. The first published state is no change, and neither is one from or to
/// unknown. Source: risk contract, dd_flap.
/// </summary>
public sealed class DrawdownFlapDetector
{
    private const int Kept = 32;

    private readonly List<double> _transitions = new(Kept + 1);
    private DrawdownState? _last;

    /// <summary>Times of the newest changes, epoch seconds, oldest first.</summary>
    public IReadOnlyList<double> Transitions => _transitions;

    /// <summary>Continues from the last published state and the changes known then; an unknown state counts as none published.</summary>
    public void Restore(DrawdownState state, IEnumerable<double> transitions)
    {
        _last = state == DrawdownState.Unknown ? null : state;
        _transitions.Clear();
        _transitions.AddRange(transitions.TakeLast(Kept));
    }

    /// <summary>Takes a published state; true when more than <paramref name="maxTransitions"/> changes lie in the window.</summary>
    public bool Publish(double now, DrawdownState state, double windowMinutes, int maxTransitions)
    {
        if (_last is { } last && last != state && last != DrawdownState.Unknown && state != DrawdownState.Unknown)
        {
            _transitions.Add(now);
            if (_transitions.Count > Kept)
            {
                _transitions.RemoveAt(0);
            }
        }

        _last = state;
        double from = now - windowMinutes * 60;
        int count = 0;
        foreach (double ts in _transitions)
        {
            count += ts >= from ? 1 : 0;
        }

        return count > maxTransitions;
    }
}
