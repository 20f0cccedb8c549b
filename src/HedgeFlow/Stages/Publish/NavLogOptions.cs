using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.Publish;

/// <summary>Limits of the NAV log and of the series published from it.</summary>
public sealed record NavLogOptions
{
    /// <summary>Points kept in the log (<c>NAV_LOG_MAX_POINTS</c>).</summary>
    public int MaxPoints { get; init; } = 720;

    /// <summary>Points in <c>nav.json</c>.</summary>
    public int SeriesPoints { get; init; } = 500;

    /// <summary>Rows before this time are left out (<c>NAV_CUTOFF_ISO</c>); ignored when it does not parse.</summary>
    public string? CutoffIso { get; init; }

    /// <summary>Rows older than this many seconds are left out (<c>NAV_CUTOFF_SECAGO</c>); ignored when it is no number.</summary>
    public string? CutoffSecondsAgo { get; init; }

    /// <summary>Rows with a time below this are left out; -∞ without a cutoff.</summary>
    public double Cutoff(double now) =>
        IsoTime.ParseText(CutoffIso) ?? (Coerce.NumberInText(CutoffSecondsAgo) is { } seconds ? now - seconds : double.NegativeInfinity);
}
