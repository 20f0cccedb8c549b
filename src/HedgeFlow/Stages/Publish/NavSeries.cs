using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.Publish;

/// <summary>
/// Points of the NAV series, ascending by time and unique: of equal times the later row wins. All usable rows of the log are held,
/// the newest are handed out. Source: state contract, NAV value, log, series.
/// </summary>
internal sealed class NavSeries(int maxPoints, EncodedNavPoint encoder) : IJsonSource
{
    private readonly List<Point> _points = [];
    private readonly EncodedList _encoded = new();

    /// <summary>Time of the newest point as ISO text.</summary>
    public string? LastTime => _points.Count == 0 || maxPoints <= 0 ? null : IsoTime.Format(_points[^1].Time);

    /// <summary>Largest equity at or after the cutoff; 0 if none.</summary>
    public double Peak(double cutoff)
    {
        double peak = 0;
        foreach (Point point in _points)
        {
            peak = point.Time >= cutoff ? Math.Max(peak, point.Equity) : peak;
        }

        return peak;
    }

    public void Add(long ordinal, double time, double equity, double nav, double? realized, double? unrealized)
    {
        ReadOnlySpan<byte> encoded = encoder.Point(time, equity, nav, Finite(realized), Finite(unrealized));
        if (!encoder.HasTime)
        {
            return;
        }

        var point = new Point(ordinal, time, equity);

        // Rows come in order but for a clock that was set back or an old file.
        int place = _points.Count;
        while (place > 0 && _points[place - 1].Time > time)
        {
            place--;
        }

        if (place > 0 && _points[place - 1].Time == time)
        {
            _points[place - 1] = point;
            _encoded.RemoveAt(place - 1);
            _encoded.Insert(place - 1, encoded);
        }
        else if (place == _points.Count)
        {
            _points.Add(point);
            _encoded.Add(encoded);
        }
        else
        {
            _points.Insert(place, point);
            _encoded.Insert(place, encoded);
        }
    }

    /// <summary>The log dropped the row with this ordinal.</summary>
    public void Forget(long ordinal)
    {
        // The oldest row of the log is the oldest point, but for a clock that was set back.
        int place = _points.Count > 0 && _points[0].Ordinal == ordinal ? 0 : _points.FindIndex(point => point.Ordinal == ordinal);
        if (place >= 0)
        {
            _points.RemoveAt(place);
            _encoded.RemoveAt(place);
        }
    }

    /// <summary>Drops points before the cutoff.</summary>
    public void Cut(double cutoff)
    {
        int count = 0;
        while (count < _points.Count && _points[count].Time < cutoff)
        {
            count++;
        }

        _points.RemoveRange(0, count);
        _encoded.RemoveFirst(count);
    }

    /// <summary>The newest points as a list; valid until the next change.</summary>
    public ReadOnlyMemory<byte> Encoded() => _encoded.Newest(maxPoints);

    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;

    private readonly record struct Point(long Ordinal, double Time, double Equity);
}
