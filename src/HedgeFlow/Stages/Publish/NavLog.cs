using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Publish;

/// <summary>
/// The NAV log (one point per tick) and the series published from it. Every row is encoded once, when it comes; a tick costs one
/// new row, however long the log is. Not thread-safe. Source: state contract, NAV value, log, series.
/// </summary>
public sealed class NavLog
{
    private readonly NavLogOptions _options;
    private readonly List<RawJson> _rows;
    private readonly NavSeries _series;
    private readonly ArrayBufferWriter<byte> _buffer = new(256);
    private long _firstOrdinal;

    /// <param name="document">Content of <c>nav_log.json</c>; anything but a list starts a new log.</param>
    /// <param name="options">Limits.</param>
    public NavLog(JsonNode? document, NavLogOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _rows = new List<RawJson>(options.MaxPoints + 1);
        _series = new NavSeries(options.SeriesPoints);
        if (document is JsonArray rows)
        {
            Load(rows);
        }
    }

    /// <summary>Points in the log.</summary>
    public int Count => _rows.Count;

    /// <summary>Largest equity of the usable rows that were loaded, 0 if none: seeds the peak when none was persisted; USD.</summary>
    public double LoadedPeak(double now) => _series.Peak(_options.Cutoff(now));

    /// <summary>NAV and time of the newest loaded point; null when there is none.</summary>
    public (double Nav, double Ts)? Newest { get; private set; }

    /// <summary>Adds the tick's point; nothing when the NAV is not known.</summary>
    /// <param name="now">Tick time, epoch seconds.</param>
    /// <param name="nav">USD.</param>
    /// <param name="unrealized">Σ of the open rows, USD; null leaves the member out.</param>
    /// <param name="realized">Realised today, USD; null leaves the member out.</param>
    public void Append(double now, double? nav, double? unrealized, double? realized)
    {
        if (nav is not { } value || !double.IsFinite(value))
        {
            return;
        }

        _buffer.ResetWrittenCount();
        using (var writer = new Utf8JsonWriter(_buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("t", now);
            writer.WriteNumber("nav", value + 0.0);
            Number(writer, "unrealized_pnl", unrealized);
            Number(writer, "realized_pnl", realized);
            writer.WriteEndObject();
        }

        long ordinal = Add(new RawJson(_buffer.WrittenSpan.ToArray()));
        if (value > 0)
        {
            _series.Add(ordinal, now, value, value, realized, unrealized);
        }
    }

    /// <summary>The points to publish: at most the newest <see cref="NavLogOptions.SeriesPoints"/>, ascending.</summary>
    public RawJson[] Series(double now)
    {
        _series.Cut(_options.Cutoff(now));
        return _series.Encoded();
    }

    /// <summary>Time of the newest published point as ISO text; null when there is none.</summary>
    public string? LastTime => _series.LastTime;

    /// <summary>The log as it is to be written.</summary>
    public RawJson[] Document() => [.. _rows];

    /// <summary>Σ <c>unrealized</c>: a missing one counts 0, one that is no number makes the sum unknown.</summary>
    public static double? SumUnrealized(JsonArray? rows)
    {
        double sum = 0;
        foreach (JsonNode? row in rows ?? [])
        {
            if (row is JsonObject map && map["unrealized"] is { } value)
            {
                if (Coerce.Number(value) is not { } number)
                {
                    return null;
                }

                sum += number;
            }
        }

        return sum;
    }

    /// <summary>Σ unrealized of open positions, USD.</summary>
    public static double SumUnrealized(ReadOnlySpan<PositionRow> rows)
    {
        double sum = 0;
        foreach (ref readonly PositionRow row in rows)
        {
            sum += row.Unrealized;
        }

        return Math.Clamp(sum, -double.MaxValue, double.MaxValue);
    }

    private void Load(JsonArray rows)
    {
        foreach (JsonNode? node in rows.Skip(rows.Count - _options.MaxPoints))
        {
            long ordinal = Add(RawJson.Of(node));
            if (node is not JsonObject row || NavLogRow.Read(row) is not { Usable: true } read || NavLogRow.Time(row) is not { } time)
            {
                continue;
            }

            double nav = Coerce.Number(row["nav"]) ?? read.Equity;
            _series.Add(ordinal, time, read.Equity, nav,
                Coerce.First(row, "realized_pnl", "realized"), Coerce.First(row, "unrealized_pnl", "unrealized"));
            if (Newest is not { } newest || time >= newest.Ts)
            {
                Newest = (nav, time);
            }
        }
    }

    private long Add(RawJson row)
    {
        _rows.Add(row);
        long ordinal = _firstOrdinal + _rows.Count - 1;
        while (_rows.Count > Math.Max(0, _options.MaxPoints))
        {
            _rows.RemoveAt(0);
            _series.Forget(_firstOrdinal++);
        }

        return ordinal;
    }

    private static void Number(Utf8JsonWriter writer, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number))
        {
            writer.WriteNumber(name, number + 0.0);
        }
    }
}
