using System.Globalization;
using System.Text.Json.Nodes;
using HedgeFlow.State;

namespace HedgeFlow.Stages.RouterMetric;

/// <summary>
/// The same figures from rows that lie before us, in one pass: for probes, tests and documents of other programs.
/// The stage keeps them in <see cref="RouterWindow"/> instead. Source: router contract, effectiveness, hourly expectancy.
/// </summary>
public static class RouterMetrics
{
    /// <summary>Length of the effectiveness window, days, when none is set.</summary>
    public const double DefaultWindowDays = 7;

    /// <summary>Length of the hourly expectancy and event health windows, days.</summary>
    public const double HealthWindowDays = 7;

    public static RouterEffectiveness Effectiveness(IEnumerable<JsonObject> rows, string? symbol, double now, double windowDays = 0) =>
        Collect(rows, symbol, now, windowDays > 0 ? windowDays : DefaultWindowDays).Effectiveness();

    /// <summary>UTC hour as text → what its orders brought; hours without dated events are absent.</summary>
    public static IReadOnlyDictionary<string, HourExpectancy> HourlyExpectancy(IEnumerable<JsonObject> rows, string? symbol, double now)
    {
        RouterAccumulator events = Collect(rows, symbol, now, HealthWindowDays);
        var hours = new Dictionary<string, HourExpectancy>(StringComparer.Ordinal);
        for (int hour = 0; hour < 24; hour++)
        {
            if (events.Hour(hour) is { } expectancy)
            {
                hours.Add(hour.ToString(CultureInfo.InvariantCulture), expectancy);
            }
        }

        return hours;
    }

    /// <summary>Outcome of the orders in the rows, which are taken as they are: no window.</summary>
    public static RouterEventHealth EventHealth(IEnumerable<JsonObject> rows, double now)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var events = new RouterAccumulator();
        foreach (JsonObject row in rows)
        {
            events.Add(RouterEventReader.Read(row));
        }

        return events.EventHealth(now);
    }

    private static RouterAccumulator Collect(IEnumerable<JsonObject> rows, string? symbol, double now, double days)
    {
        ArgumentNullException.ThrowIfNull(rows);
        List<RouterEvent> events = [.. rows.Select(row => RouterEventReader.Read(row))];
        var kept = new RouterAccumulator();
        foreach (int i in RouterEventWindow.Select(events, symbol, days, now))
        {
            kept.Add(events[i]);
        }

        return kept;
    }
}
