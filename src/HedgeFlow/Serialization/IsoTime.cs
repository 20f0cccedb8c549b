using System.Globalization;
using System.Text.Json.Nodes;

namespace HedgeFlow.Serialization;

/// <summary>Epoch seconds (double, UTC) to and from text. Source: state contract, timestamp rules.</summary>
public static class IsoTime
{
    /// <summary>Above this a number means milliseconds; exactly this is still seconds.</summary>
    private const double MillisecondThreshold = 1e12;

    [ThreadStatic]
    private static string? t_last;

    [ThreadStatic]
    private static long t_lastBits;

    private static readonly string[] RecordTimeKeys = ["ts", "timestamp", "time", "t", "local_ts"];

    /// <summary>Longest text of a time, in characters.</summary>
    public const int LongestText = 32;

    /// <summary><c>YYYY-MM-DDTHH:MM:SS[.ffffff]+00:00</c>; microseconds are left out when zero. Null outside years 1 to 9999.</summary>
    public static string? Format(double epoch)
    {
        // A tick writes its own time many times over.
        if (BitConverter.DoubleToInt64Bits(epoch) != t_lastBits || t_last is null)
        {
            t_last = TryTime(epoch, out DateTime time, out string format) ? time.ToString(format, CultureInfo.InvariantCulture) : null;
            t_lastBits = BitConverter.DoubleToInt64Bits(epoch);
        }

        return t_last;
    }

    /// <summary>As <see cref="Format(double)"/>, into a buffer of at least <see cref="LongestText"/> bytes; 0 where that is null.</summary>
    public static int Format(double epoch, Span<byte> utf8) =>
        TryTime(epoch, out DateTime time, out string format) && time.TryFormat(utf8, out int written, format, CultureInfo.InvariantCulture)
            ? written
            : 0;

    /// <summary><see cref="Format(double)"/> of a time that may be missing.</summary>
    public static string? Format(double? epoch) => epoch is { } value ? Format(value) : null;

    /// <summary>Number or numeric text (above 1e12 in milliseconds), or ISO-8601 (no zone = UTC); anything else is none.</summary>
    public static double? Parse(JsonNode? node)
    {
        if (Coerce.IsNumber(node))
        {
            return Coerce.JsonNumber(node) is { } number ? FromNumber(number) : null;
        }

        return ParseText(Coerce.Text(node));
    }

    /// <summary>As <see cref="Parse"/>, for a text.</summary>
    public static double? ParseText(string? text)
    {
        string? trimmed = text?.Trim();
        if (string.IsNullOrEmpty(trimmed))
        {
            return null;
        }

        if (Coerce.NumberInText(trimmed) is { } number)
        {
            return FromNumber(number);
        }

        return IsoText.TryParse(trimmed, out double epoch) ? epoch : null;
    }

    /// <summary>First parsable of <c>ts, timestamp, time, t, local_ts</c>.</summary>
    public static double? OfRecord(JsonObject? record)
    {
        if (record is null)
        {
            return null;
        }

        foreach (string key in RecordTimeKeys)
        {
            if (Parse(record[key]) is { } epoch)
            {
                return epoch;
            }
        }

        return null;
    }

    /// <summary>Epoch seconds of the provider's clock.</summary>
    public static double EpochSeconds(this TimeProvider time) =>
        (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / (double)TimeSpan.TicksPerSecond;

    /// <summary>Epoch seconds from a number that may be milliseconds.</summary>
    public static double FromNumber(double number) => number > MillisecondThreshold ? number / 1000 : number;

    private static bool TryTime(double epoch, out DateTime time, out string format)
    {
        time = default;
        format = "";
        if (!double.IsFinite(epoch) || epoch < -62135596800.0 || epoch >= 253402300799.5)
        {
            return false;
        }

        // Microseconds round half to even on the exact binary value, as the readers' own library does.
        double whole = Math.Floor(epoch);
        long micros = (long)Math.Round((epoch - whole) * 1e6, MidpointRounding.ToEven);
        long seconds = (long)whole;
        if (micros == 1_000_000)
        {
            seconds++;
            micros = 0;
        }

        time = DateTime.UnixEpoch.AddTicks(seconds * TimeSpan.TicksPerSecond + micros * 10);
        format = micros == 0 ? "yyyy-MM-dd'T'HH:mm:ss'+00:00'" : "yyyy-MM-dd'T'HH:mm:ss.ffffff'+00:00'";
        return true;
    }
}
