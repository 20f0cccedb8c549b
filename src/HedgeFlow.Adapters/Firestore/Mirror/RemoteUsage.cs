namespace HedgeFlow.Adapters.Firestore.Mirror;

/// <summary>Counts what is charged for, over the last day in hours, and says what a month at that rate costs.</summary>
public sealed class RemoteUsage
{
    private const int Hours = 24;
    private const double FreeWritesPerDay = 20_000;
    private const double FreeReadsPerDay = 50_000;
    private const double UsdPerWrite = 0.18 / 100_000;
    private const double UsdPerRead = 0.06 / 100_000;
    private const double DaysPerMonth = 30;
    private const double ShortestBasisSeconds = 600;

    private readonly long[] _writes = new long[Hours];
    private readonly long[] _reads = new long[Hours];
    private readonly double _start;
    private long _hour;

    /// <param name="now">Epoch seconds.</param>
    public RemoteUsage(double now)
    {
        _start = now;
        _hour = (long)(now / 3600);
    }

    /// <summary>Writes of the last 24 hours.</summary>
    public long Writes => _writes.Sum();

    /// <summary>Reads of the last 24 hours.</summary>
    public long Reads => _reads.Sum();

    public void Add(double now, int writes, int reads)
    {
        long hour = (long)(now / 3600);
        for (int gap = 0; _hour < hour && gap < Hours; gap++)
        {
            _hour++;
            _writes[_hour % Hours] = _reads[_hour % Hours] = 0;
        }

        _hour = Math.Max(_hour, hour);
        _writes[_hour % Hours] += writes;
        _reads[_hour % Hours] += reads;
    }

    /// <summary>Writes per day at the rate so far; the first ten minutes count as ten minutes.</summary>
    public double WritesPerDay(double now) => PerDay(Writes, now);

    /// <summary>Reads per day at the rate so far.</summary>
    public double ReadsPerDay(double now) => PerDay(Reads, now);

    /// <summary>USD per 30 days at list price beyond the free quota.</summary>
    public double UsdPerMonth(double now) => DaysPerMonth
        * ((Math.Max(0, WritesPerDay(now) - FreeWritesPerDay) * UsdPerWrite) + (Math.Max(0, ReadsPerDay(now) - FreeReadsPerDay) * UsdPerRead));

    private double PerDay(long count, double now) => count * 86400.0 / Math.Clamp(now - _start, ShortestBasisSeconds, 86400);
}
