using System.CommandLine.Parsing;
using System.Globalization;

namespace HedgeFlow.Host.Settings;

/// <summary>Durations as people type them: <c>10s</c>, <c>1.5m</c>, <c>2h</c>, <c>250ms</c>; a bare number is seconds.</summary>
internal static class DurationText
{
    private static readonly (string Suffix, double Seconds)[] Units = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600)];

    public static bool TryParse(string? text, out TimeSpan duration)
    {
        duration = default;
        if (string.IsNullOrWhiteSpace(text))
        {
            return false;
        }

        string number = text.Trim();
        double factor = 1;
        foreach ((string suffix, double seconds) in Units)
        {
            if (number.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
            {
                number = number[..^suffix.Length];
                factor = seconds;
                break;
            }
        }

        if (!double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value)
            || value * factor > TimeSpan.FromDays(3650).TotalSeconds)
        {
            return false;
        }

        duration = TimeSpan.FromSeconds(value * factor);
        return true;
    }

    /// <summary>Parses the option's one token; a bad text becomes a usage error that names it.</summary>
    public static TimeSpan? Parse(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (TryParse(text, out TimeSpan duration))
        {
            return duration;
        }

        result.AddError($"'{text}' is not a duration: write 250ms, 10s, 5m or 2h");
        return null;
    }
}
