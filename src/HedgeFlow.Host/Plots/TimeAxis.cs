using System.Globalization;

namespace HedgeFlow.Host.Plots;

/// <summary>A UTC time axis: ticks at whole seconds, minutes, hours, days or months, labelled no finer than needed.</summary>
internal sealed class TimeAxis(double first, double last, double from, double to)
{
    private static readonly double[] Steps =
        [1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 604800, 1209600, 2592000, 7776000, 31536000];

    private readonly double _span = last > first ? last - first : 1;

    public double At(double epoch) => from + ((epoch - first) / _span * (to - from));

    public IEnumerable<(double X, string Label)> Ticks(int most)
    {
        double step = Steps.FirstOrDefault(candidate => _span / candidate <= most, Steps[^1]);
        string format = step < 60 ? "HH:mm:ss" : step < 86400 ? "HH:mm" : step < 2592000 ? "dd MMM" : "MMM yyyy";
        double tick = Math.Ceiling(first / step) * step;
        for (int i = 0; i <= most && tick <= last; i++, tick += step)
        {
            yield return (At(tick), Text(tick, step is >= 3600 and < 86400 && tick % 86400 == 0 ? "dd MMM" : format));
        }
    }

    public static string Text(double epoch, string format) =>
        DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Clamp(epoch * 1000, -6e13, 2e14)).ToString(format, CultureInfo.InvariantCulture);
}
