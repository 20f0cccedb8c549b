using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Publish;

/// <summary>
/// The NAV log (one point per tick) and the series published from it. Every row is encoded at most once, when it is first read; a tick
/// costs one new row, however long the log is, and a row that leaves before anybody read it costs nothing. Not thread-safe. Source: state contract, NAV value, log, series.
/// </summary>
public sealed class NavLog : IDisposable
{
    private readonly NavLogOptions _options;
    private readonly EncodedList _rows = new();
    private readonly NavSeries _series;
    private readonly EncodedNavPoint _encoder;
    private readonly Redactor _redactor;
    private readonly NavPoints _fresh;
    private long _firstOrdinal;

    /// <param name="document">Content of <c>nav_log.json</c>; anything but a list starts a new log.</param>
    /// <param name="options">Limits.</param>
    /// <param name="redactor">Takes secrets out of the rows; null = knows names and patterns only.</param>
    public NavLog(JsonNode? document, NavLogOptions options, Redactor? redactor = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _redactor = redactor ?? Redactor.Default;
        _encoder = new EncodedNavPoint(_redactor);
        _series = new NavSeries(options.SeriesPoints, _encoder);
        _fresh = new NavPoints(options.MaxPoints);
        Document = new RawJson(new View(this, log => log._rows.Newest(log._rows.Count)));
        Series = new RawJson(new View(this, log => log._series.Encoded()));
        if (document is JsonArray rows)
        {
            Load(rows);
        }
    }

    /// <summary>Points in the log.</summary>
    public int Count
    {
        get
        {
            Settle();
            return _rows.Count;
        }
    }

    /// <summary>Largest equity of the usable rows that were loaded, 0 if none: seeds the peak when none was persisted; USD.</summary>
    public double LoadedPeak(double now)
    {
        Settle();
        return _series.Peak(_options.Cutoff(now));
    }

    /// <summary>NAV and time of the newest loaded point; null when there is none.</summary>
    public (double Nav, double Ts)? Newest { get; private set; }

    /// <summary>Adds the tick's point; nothing when the NAV is not known.</summary>
    /// <param name="now">Tick time, epoch seconds.</param>
    /// <param name="nav">USD.</param>
    /// <param name="unrealized">Σ of the open rows, USD; null leaves the member out.</param>
    /// <param name="realized">Realised today, USD; null leaves the member out.</param>
    public void Append(double now, double? nav, double? unrealized, double? realized)
    {
        if (nav is { } value && double.IsFinite(value))
        {
            _fresh.Add(new NavPoint(now, value, unrealized, realized));
            if (_options.MaxPoints <= 0)
            {
                // A log that keeps nothing still has its series.
                Settle();
            }
        }
    }

    /// <summary>The points to publish: at most the newest <see cref="NavLogOptions.SeriesPoints"/>, ascending; valid until the next change.</summary>
    public RawJson Series { get; }

    /// <summary>The log as it is to be written; valid until the next change.</summary>
    public RawJson Document { get; }

    /// <summary>Drops the points that are too old at <paramref name="now"/> from the series.</summary>
    public void Cut(double now)
    {
        double cutoff = _options.Cutoff(now);
        if (cutoff > double.NegativeInfinity)
        {
            Settle();
            _series.Cut(cutoff);
        }
    }

    /// <summary>Time of the newest published point as ISO text; null when there is none.</summary>
    public string? LastTime
    {
        get
        {
            Settle();
            return _series.LastTime;
        }
    }

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

    public void Dispose() => _encoder.Dispose();

    private void Load(JsonArray rows)
    {
        foreach (JsonNode? node in rows.Skip(rows.Count - _options.MaxPoints))
        {
            long ordinal = Add(_redactor.Clean(RawJson.Of(node) is { Utf8.IsEmpty: false } encoded ? encoded.Utf8.Span : "null"u8));
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

    /// <summary>Encodes what came since the log was read last.</summary>
    private void Settle()
    {
        if (_fresh.Forgotten > 0)
        {
            // So many points came that neither the older rows nor the first of the new ones are within the limit.
            while (_rows.Count > 0)
            {
                _rows.RemoveFirst(1);
                _series.Forget(_firstOrdinal++);
            }

            _firstOrdinal += _fresh.Forgotten;
        }

        for (int i = 0; i < _fresh.Count; i++)
        {
            (double now, double nav, double? unrealized, double? realized) = _fresh[i];
            long ordinal = Add(_encoder.LogRow(now, nav, unrealized, realized));
            if (nav > 0)
            {
                _series.Add(ordinal, now, nav, nav, realized, unrealized);
            }
        }

        _fresh.Clear();
    }

    private long Add(ReadOnlySpan<byte> row)
    {
        _rows.Add(row);
        long ordinal = _firstOrdinal + _rows.Count - 1;
        while (_rows.Count > Math.Max(0, _options.MaxPoints))
        {
            _rows.RemoveFirst(1);
            _series.Forget(_firstOrdinal++);
        }

        return ordinal;
    }

    private sealed class View(NavLog log, Func<NavLog, ReadOnlyMemory<byte>> part) : IJsonSource
    {
        public ReadOnlyMemory<byte> Encoded()
        {
            log.Settle();
            return part(log);
        }
    }
}
