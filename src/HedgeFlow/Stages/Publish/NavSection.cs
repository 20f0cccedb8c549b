using HedgeFlow.Domain;
using HedgeFlow.Stages.Executor.Positions;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Publish;

/// <summary>
/// The NAV side of a tick: value or last known good, log, series, peak, drawdown, health, assets. Carries what the next tick needs.
/// Source: state contract, nav.json.
/// </summary>
internal sealed class NavSection : IDisposable
{
    private readonly TickPublisherOptions _options;
    private readonly NavLog _log;
    private readonly DayClock _days;
    private readonly RealizedToday _realized;
    private readonly Func<string, double?> _external;
    private readonly Func<string, double?> _mark;
    private TickFrame? _frame;
    private PeakRecord? _peak;
    private double? _nav;
    private double? _measuredTs;
    private bool _started;

    public NavSection(TickPublisherOptions options, TickCaches caches)
    {
        _options = options;
        _log = new NavLog(caches.NavLog, options.NavLog, options.Redactor);
        _days = new DayClock(options.ResetTimezone);
        _peak = PeakRecord.Read(caches.PeakState);
        _realized = new RealizedToday(_days, _peak);
        _external = asset => options.ExternalPrices.TryGetValue(asset, out double price) ? price : null;
        _mark = asset => MarkOf(_frame!, asset);
        if (_log.Newest is { } newest)
        {
            _nav = newest.Nav;
            _measuredTs = newest.Ts;
        }
        else if (_peak is { Nav: > 0, Ts: > 0 })
        {
            _nav = _peak.Nav;
            _measuredTs = _peak.Ts;
        }
    }

    /// <summary>Last known good NAV, USD; null before the first.</summary>
    public double? LastKnownGood => _nav;

    /// <summary>State of the peak after the tick.</summary>
    public PeakRecord? Peak => _peak;

    public void Apply(OrderFact fact) => _realized.Apply(fact);

    public void Dispose() => _log.Dispose();

    /// <summary>The NAV log as it is to be written.</summary>
    public RawJson LogDocument => _log.Document;

    /// <summary>Takes a tick into the log and the peak.</summary>
    public void Take(TickFrame frame)
    {
        double now = frame.Now;
        bool measured = double.IsFinite(frame.Equity);
        if (measured)
        {
            _nav = frame.Equity;
            _measuredTs = double.IsFinite(frame.SnapshotTs) ? frame.SnapshotTs : now;
        }

        double nav = _nav ?? 0;
        Track(frame, now, measured, nav);
        _log.Append(now, measured ? nav : null, NavLog.SumUnrealized(frame.Positions.Span), _peak!.RealizedPnlToday);
        _log.Cut(now);
    }

    /// <summary>The payload of the tick that was taken last; changes nothing.</summary>
    public NavState Build(TickFrame frame, string iso, Exposures exposures, ExecStats stats)
    {
        double now = frame.Now;
        _frame = frame;
        bool measured = double.IsFinite(frame.Equity);
        double nav = _nav ?? 0;
        NavHealth health = NavFreshness.Of(_measuredTs, _nav, measured && frame.SourcesOk, null, now, _options.NavFreshSeconds);
        return new NavState
        {
            Nav = nav,
            UpdatedTs = now,
            UpdatedAt = _options.Contract == ContractProfile.V6 ? new TimeValue(now, _log.LastTime ?? iso) : new TimeValue(now),
            UpdatedAtIso = iso,
            NavAgeS = health.AgeS,
            Fresh = health.Fresh,
            Stale = health.Stale,
            SourcesOk = health.SourcesOk,
            Source = Source(frame, measured),
            Aum = AumBuilder.Build(nav, _options.OffExchangeHoldings, _mark, _external),
            NavHealthSnapshot = health,
            Series = _log.Series,
            PeakEquity = _peak!.Peak,
            DrawdownPct = _peak.DdPct,
            DrawdownFrac = _peak.DdFrac,
            DrawdownAbs = _peak.DdAbs,
            RealizedPnlToday = _peak.RealizedPnlToday,
            UnrealizedPnl = NavLog.SumUnrealized(frame.Positions.Span),
            DrawdownSnapshotAt = _peak.UpdatedAt,
            GrossExposureUsd = exposures.Gross,
            NetExposureUsd = exposures.Net,
            LargestPositionUsd = exposures.Largest,
            ExecStats = stats,
            EngineVersion = _options.EngineVersion,
        };
    }

    private void Track(TickFrame frame, double now, bool measured, double nav)
    {
        if (!_started)
        {
            _started = true;
            if (_options.ResetPeakOnTestnet && frame.Testnet)
            {
                _peak = null;
            }
            else
            {
                _peak ??= Seed(now);
            }
        }

        _peak = PeakTracker.Next(measured ? nav : null, _realized.At(now), _peak, now, _days, _options.NavAnomalies);
    }

    /// <summary>Without a persisted peak the log's own peak is the start.</summary>
    private PeakRecord? Seed(double now) =>
        _log.LoadedPeak(now) is > 0 and double peak ? new PeakRecord { Day = null, Peak = peak, Nav = _nav ?? 0, RealizedPnlToday = 0 } : null;

    private string Source(TickFrame frame, bool measured)
    {
        if (!measured)
        {
            return _nav is null ? "unavailable" : "cache";
        }

        return frame.Source == "dry_run" ? "dry_run_simulated" : "live";
    }

    /// <summary>Price of an asset under its own name or as a pair against a dollar coin.</summary>
    private static double? MarkOf(TickFrame frame, string asset)
    {
        double? pair = null;
        foreach (ref readonly PriceMark mark in frame.Prices.Span)
        {
            if (mark.Symbol == asset)
            {
                return mark.Price;
            }

            bool quoted = mark.Symbol.Length == asset.Length + 4 && mark.Symbol.StartsWith(asset, StringComparison.Ordinal)
                && (mark.Symbol.EndsWith("USDT", StringComparison.Ordinal) || mark.Symbol.EndsWith("USDC", StringComparison.Ordinal));
            pair = quoted && (pair is null || mark.Symbol.EndsWith('T')) ? mark.Price : pair;
        }

        return pair;
    }
}
