using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Publish;

/// <summary>
/// Points of the NAV series, ascending by time and unique: of equal times the later row wins. All usable rows of the log are held,
/// the newest are handed out. Source: state contract, NAV value, log, series.
/// </summary>
internal sealed class NavSeries(int maxPoints)
{
    private readonly List<Point> _points = [];

    /// <summary>Time of the newest point as ISO text.</summary>
    public string? LastTime => _points.Count == 0 || maxPoints <= 0 ? null : _points[^1].Iso;

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
        if (IsoTime.Format(time) is not { } iso)
        {
            return;
        }

        realized = Finite(realized);
        unrealized = Finite(unrealized);
        var encoded = RawJson.Of(
            new NavSeriesPoint
            {
                T = iso,
                Equity = equity,
                Nav = nav,
                Pnl = realized is null && unrealized is null ? null : (realized ?? 0) + (unrealized ?? 0),
                RealizedPnl = realized,
                UnrealizedPnl = unrealized,
            },
            NavStateJson.Default.NavSeriesPoint);
        var point = new Point(ordinal, time, equity, iso, encoded);

        // Rows come in order but for a clock that was set back or an old file.
        int place = _points.Count;
        while (place > 0 && _points[place - 1].Time > time)
        {
            place--;
        }

        if (place > 0 && _points[place - 1].Time == time)
        {
            _points[place - 1] = point;
        }
        else
        {
            _points.Insert(place, point);
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
    }

    public RawJson[] Encoded()
    {
        int count = Math.Min(_points.Count, Math.Max(0, maxPoints));
        var encoded = new RawJson[count];
        int first = _points.Count - count;
        for (int i = 0; i < count; i++)
        {
            encoded[i] = _points[first + i].Encoded;
        }

        return encoded;
    }

    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;

    private readonly record struct Point(long Ordinal, double Time, double Equity, string Iso, RawJson Encoded);
}
