using System.Text.Json;
using HedgeFlow.Serialization;

namespace HedgeFlow.Feed;

/// <summary>Finds out whether an input is in time order already, looking at nothing but the time of each line.</summary>
internal static class FeedTimeProbe
{
    private static readonly byte[][] Heads =
    [
        .. Enum.GetValues<Domain.FeedKind>().Where(kind => kind != Domain.FeedKind.Snapshot)
            .Select(kind => System.Text.Encoding.UTF8.GetBytes($$"""{"kind":"{{FeedKinds.Name(kind)}}","ts":""")),
    ];

    /// <summary>True when no line's time is before that of a line above it. Lines without a time do not count.</summary>
    public static bool IsSorted(ILineReader lines, CancellationToken cancellationToken)
    {
        double last = double.NegativeInfinity;
        while (lines.TryRead(cancellationToken))
        {
            if (lines.Flaw != LineFlaw.None || !TryGetTime(lines.Line, out double ts))
            {
                continue;
            }

            if (ts < last)
            {
                return false;
            }

            last = ts;
        }

        return true;
    }

    /// <summary>The time of the line; false when it has none or cannot be read.</summary>
    public static bool TryGetTime(ReadOnlySpan<byte> line, out double ts) =>
        TryGetLeadingTime(line, out ts) || TryGetOnlyTime(line, out ts) || TryFindTime(line, out ts);

    private static bool TryGetLeadingTime(ReadOnlySpan<byte> line, out double ts)
    {
        var cursor = new Utf8Cursor(line);
        ts = double.NaN;
        bool found = cursor.Take("{\"kind\":\"snapshot\",\"seq\":"u8)
            ? cursor.TakeInteger(out _) && cursor.Take(",\"ts\":"u8)
            : TakeHead(ref cursor);
        if (!found || !cursor.TakeNumber(out ts) || double.IsNaN(ts) || !(cursor.Take((byte)',') || cursor.Take((byte)'}')))
        {
            return false;
        }

        ts = IsoTime.FromNumber(ts);
        return true;
    }

    /// <summary>
    /// The number behind the only <c>"ts"</c> of the line. Should that be no member of the line itself, then the line has
    /// no time and is not a record: its wrong time can at most make the input look unsorted.
    /// </summary>
    private static bool TryGetOnlyTime(ReadOnlySpan<byte> line, out double ts)
    {
        ts = double.NaN;
        int at = line.IndexOf("\"ts\":"u8);
        if (at < 0 || line[(at + 1)..].IndexOf("\"ts\""u8) >= 0)
        {
            return false;
        }

        var cursor = new Utf8Cursor(line[(at + 5)..]);
        cursor.Take((byte)' ');
        if (!cursor.TakeNumber(out ts) || double.IsNaN(ts) || !(cursor.Take((byte)',') || cursor.Take((byte)'}')))
        {
            return false;
        }

        ts = IsoTime.FromNumber(ts);
        return true;
    }

    private static bool TakeHead(ref Utf8Cursor cursor)
    {
        foreach (byte[] head in Heads)
        {
            if (cursor.Take(head))
            {
                return true;
            }
        }

        return false;
    }

    private static bool TryFindTime(ReadOnlySpan<byte> line, out double ts)
    {
        ts = double.NaN;
        try
        {
            var reader = new Utf8JsonReader(line, FeedParser.ReaderOptions);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool isTime = reader.ValueTextEquals("ts"u8);
                reader.Read();
                if (isTime)
                {
                    ts = TokenValue.Time(ref reader);
                }
                else
                {
                    reader.Skip();
                }
            }

            return !double.IsNaN(ts);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
