using HedgeFlow.Configuration;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.Risk;

/// <summary>
/// Return histories of all symbols, fed by closed candles. Of a symbol only bars of one interval count: the configured one, else
/// the first that was seen for it. Not thread-safe: each stage that needs one keeps its own.
/// </summary>
public sealed class ReturnBook
{
    /// <summary>Fewer returns of a symbol give no estimate for the portfolio.</summary>
    public const int MinReturns = 20;

    private readonly Dictionary<string, (ReturnSeries Series, string Interval)> _series = new(StringComparer.Ordinal);
    private readonly string? _interval;

    /// <param name="settings">Look-backs, in closes.</param>
    /// <param name="interval">Bar length as in the feed, for example <c>1h</c>; null = the first seen per symbol.</param>
    public ReturnBook(RiskAdvanced settings, string? interval = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Settings = settings;
        _interval = interval;
    }

    public RiskAdvanced Settings { get; private set; }

    /// <summary>Candles that could not be used: open, out of order, without a price.</summary>
    public long Ignored { get; private set; }

    /// <summary>The series of a symbol, or null when nothing is known of it.</summary>
    public ReturnSeries? Find(string symbol) => _series.TryGetValue(symbol, out (ReturnSeries Series, string Interval) entry) ? entry.Series : null;

    /// <summary>Takes a candle fact; bars that are not closed yet are ignored. <c>closed</c> is true when absent.</summary>
    public void Apply(OrderFact candle)
    {
        ArgumentNullException.ThrowIfNull(candle);
        bool closed = candle.Payload["closed"] is not { } flag || Coerce.Flag(flag);
        string interval = Coerce.Text(candle.Payload["interval"])?.Trim() ?? "";
        double close = Coerce.Number(candle.Payload["close"]) ?? double.NaN;
        if (!closed || candle.Symbol.Length == 0 || !(close > 0) || (_interval is not null && interval != _interval))
        {
            Ignored++;
            return;
        }

        if (!_series.TryGetValue(candle.Symbol, out (ReturnSeries Series, string Interval) entry))
        {
            entry = (New(), interval);
            _series[candle.Symbol] = entry;
        }

        if (entry.Interval != interval || !entry.Series.AddClose(candle.Ts, close))
        {
            Ignored++;
        }
    }

    /// <summary>Adds one log return of a symbol, as when seeding from a history.</summary>
    public void AddReturn(string symbol, double value)
    {
        if (!_series.TryGetValue(symbol, out (ReturnSeries Series, string Interval) entry))
        {
            entry = (New(), _interval ?? "");
            _series[symbol] = entry;
        }

        entry.Series.AddReturn(value);
    }

    /// <summary>Takes changed settings; when a look-back grew, the rings grow with it as new bars come.</summary>
    public void Configure(RiskAdvanced settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        int before = Capacity;
        Settings = settings;
        if (Capacity <= before)
        {
            return;
        }

        foreach (string symbol in _series.Keys.ToArray())
        {
            (ReturnSeries old, string interval) = _series[symbol];
            _series[symbol] = (old.Resized(Capacity), interval);
        }
    }

    /// <summary>CVaR of a position of <paramref name="notional"/> USD in a symbol; zeros while its history is short.</summary>
    public PositionCvar Cvar(string symbol, double notional, double nav)
    {
        CvarSettings settings = Settings.Cvar;
        TailLoss tail = Find(symbol)?.Tail(settings.LookbackBars - 1, settings.Confidence, MinReturns) ?? default;
        return PositionCvar.Of(tail, notional, nav, settings.Confidence, settings.MaxPositionCvarNav);
    }

    private int Capacity => Math.Max(Settings.Var.LookbackBars, Settings.Cvar.LookbackBars);

    private ReturnSeries New() => new(Capacity);
}
