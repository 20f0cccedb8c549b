using System.Globalization;

namespace HedgeFlow.Serialization;

/// <summary>ISO-8601 date or date-time, <c>T</c> or a blank between, optional fraction, <c>Z</c>, <c>±hh:mm</c> or <c>±hhmm</c>.</summary>
internal static class IsoText
{
    public static bool TryParse(ReadOnlySpan<char> text, out double epoch)
    {
        epoch = 0;
        if (text.Length < 10 || text[4] != '-' || text[7] != '-'
            || !Digits(text[..4], out int year) || !Digits(text[5..7], out int month) || !Digits(text[8..10], out int day)
            || year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        long seconds = (new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc) - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond;
        ReadOnlySpan<char> rest = text[10..];
        if (rest.IsEmpty)
        {
            epoch = seconds;
            return true;
        }

        if (rest[0] is not ('T' or 't' or ' ') || rest.Length < 6 || rest[3] != ':'
            || !Digits(rest[1..3], out int hour) || !Digits(rest[4..6], out int minute) || hour > 23 || minute > 59)
        {
            return false;
        }

        rest = rest[6..];
        int second = 0;
        double fraction = 0;
        if (rest.Length >= 3 && rest[0] == ':')
        {
            if (!Digits(rest[1..3], out second) || second > 59)
            {
                return false;
            }

            rest = rest[3..];
            if (!rest.IsEmpty && rest[0] is '.' or ',')
            {
                int end = 1;
                while (end < rest.Length && char.IsAsciiDigit(rest[end]))
                {
                    end++;
                }

                if (end == 1)
                {
                    return false;
                }

                // Readers of the contract keep microseconds: further digits are cut.
                ReadOnlySpan<char> digits = rest[1..Math.Min(end, 7)];
                fraction = long.Parse(digits, CultureInfo.InvariantCulture) / Math.Pow(10, digits.Length);
                rest = rest[end..];
            }
        }

        if (!TryParseOffset(rest, out int offsetSeconds))
        {
            return false;
        }

        epoch = seconds + hour * 3600 + minute * 60 + second - offsetSeconds + fraction;
        return true;
    }

    private static bool TryParseOffset(ReadOnlySpan<char> text, out int seconds)
    {
        seconds = 0;
        if (text.IsEmpty || text is "Z" or "z")
        {
            return true;
        }

        if (text[0] is not ('+' or '-'))
        {
            return false;
        }

        ReadOnlySpan<char> digits = text[1..];
        bool colon = digits.Length == 5 && digits[2] == ':';
        if (!colon && digits.Length is not (4 or 2))
        {
            return false;
        }

        if (!Digits(digits[..2], out int hours) || hours > 23)
        {
            return false;
        }

        int minutes = 0;
        if (digits.Length > 2 && (!Digits(digits[^2..], out minutes) || minutes > 59))
        {
            return false;
        }

        seconds = (hours * 3600 + minutes * 60) * (text[0] == '-' ? -1 : 1);
        return true;
    }

    private static bool Digits(ReadOnlySpan<char> text, out int value)
    {
        value = 0;
        foreach (char c in text)
        {
            if (!char.IsAsciiDigit(c))
            {
                return false;
            }

            value = value * 10 + (c - '0');
        }

        return true;
    }
}
