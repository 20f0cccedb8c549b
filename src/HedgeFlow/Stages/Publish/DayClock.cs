using System.Globalization;

namespace HedgeFlow.Stages.Publish;

/// <summary>Local dates in the desk's reset time zone. An unknown zone counts as UTC, its name is echoed. Not thread-safe.</summary>
public sealed class DayClock
{
    private const double LastEpoch = 253402214399;

    private static readonly int FirstDay = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    private readonly TimeZoneInfo _zone;
    private readonly bool _isUtc;
    private int _dayNumber = -1;
    private string _day = "";

    /// <param name="zone">IANA name; blank = <c>UTC</c>.</param>
    public DayClock(string? zone)
    {
        Zone = string.IsNullOrWhiteSpace(zone) ? "UTC" : zone.Trim();
        _zone = TimeZoneInfo.TryFindSystemTimeZoneById(Zone, out TimeZoneInfo? found) ? found : TimeZoneInfo.Utc;
        _isUtc = _zone.HasSameRules(TimeZoneInfo.Utc);
    }

    /// <summary>Name of the zone as it was given.</summary>
    public string Zone { get; }

    /// <summary>Local date <c>YYYY-MM-DD</c> at an epoch time.</summary>
    public string Day(double now)
    {
        int number = DayNumber(now);
        if (number != _dayNumber)
        {
            _dayNumber = number;
            _day = DateOnly.FromDayNumber(number).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }

        return _day;
    }

    /// <summary>Local date as days since 0001-01-01.</summary>
    public int DayNumber(double now)
    {
        double epoch = double.IsFinite(now) ? Math.Clamp(now, 0, LastEpoch) : 0;
        if (_isUtc)
        {
            return FirstDay + (int)((long)(epoch * TimeSpan.TicksPerSecond) / TimeSpan.TicksPerDay);
        }

        DateTimeOffset utc = DateTimeOffset.UnixEpoch.AddTicks((long)(epoch * TimeSpan.TicksPerSecond));
        return DateOnly.FromDateTime(utc.DateTime + _zone.GetUtcOffset(utc)).DayNumber;
    }
}
