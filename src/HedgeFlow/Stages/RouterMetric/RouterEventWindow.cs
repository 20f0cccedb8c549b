namespace HedgeFlow.Stages.RouterMetric;

/// <summary>Which events a window of days keeps. Source: router contract, reading and windowing.</summary>
public static class RouterEventWindow
{
    public const double SecondsPerDay = 86400;

    /// <summary>Earliest time that is kept, inclusive; a negative length is an empty one.</summary>
    public static double Cutoff(double now, double days) => now - Math.Max(days, 0) * SecondsPerDay;

    /// <summary>Undated and future events are kept.</summary>
    public static bool Keeps(double ts, double cutoff) => double.IsNaN(ts) || ts >= cutoff;

    /// <summary>Blank means every symbol, rows without one included.</summary>
    public static bool Matches(string eventSymbol, string? symbol) =>
        string.IsNullOrWhiteSpace(symbol) || string.Equals(eventSymbol, symbol.Trim(), StringComparison.OrdinalIgnoreCase);

    /// <summary>Positions of the kept events of a symbol, in their order.</summary>
    public static IEnumerable<int> Select(IReadOnlyList<RouterEvent> events, string? symbol, double days, double now)
    {
        ArgumentNullException.ThrowIfNull(events);
        double cutoff = Cutoff(now, days);
        for (int i = 0; i < events.Count; i++)
        {
            if (Keeps(events[i].Ts, cutoff) && Matches(events[i].Symbol, symbol))
            {
                yield return i;
            }
        }
    }
}
