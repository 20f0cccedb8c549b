namespace HedgeFlow.Stages.Intel.Momentum;

/// <summary>Hourly closes of one symbol, oldest first. Immutable: a new bar makes a new series, so a run may keep the one it saw.</summary>
public sealed class CandleSeries
{
    private readonly double[] _times;
    private readonly double[] _closes;

    private CandleSeries(double[] times, double[] closes)
    {
        _times = times;
        _closes = closes;
    }

    public static CandleSeries Empty { get; } = new([], []);

    /// <summary>Open times, epoch seconds UTC.</summary>
    public ReadOnlySpan<double> Times => _times;

    /// <summary>Closes; NaN for a bar without a usable one.</summary>
    public ReadOnlySpan<double> Closes => _closes;

    /// <summary>
    /// With one more bar, or another close for the newest one, and at most <paramref name="capacity"/> bars; this series itself
    /// when the bar is older or says nothing new.
    /// </summary>
    public CandleSeries With(double openTime, double close, int capacity)
    {
        int count = _times.Length;
        if (count > 0 && !(openTime >= _times[^1]))
        {
            return this;
        }

        bool replaces = count > 0 && openTime == _times[^1];
        if (replaces && close.Equals(_closes[^1]))
        {
            return this;
        }

        int older = Math.Min(replaces ? count - 1 : count, Math.Max(capacity, 2) - 1);
        int from = (replaces ? count - 1 : count) - older;
        return new CandleSeries(
            [.. _times.AsSpan(from, older), openTime],
            [.. _closes.AsSpan(from, older), close]);
    }
}
