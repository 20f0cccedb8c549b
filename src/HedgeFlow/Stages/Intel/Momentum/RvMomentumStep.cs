using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Intel.Momentum;

/// <summary>
/// The relative-value part of an intel run. It follows the candles of the feed and keeps the closes it needs, over restarts too;
/// switched off or rejected it writes nothing. Source: factor contract, data flow.
/// </summary>
public sealed class RvMomentumStep : IIntelStep
{
    private readonly CandleBook _candles = new();
    private readonly Action<string>? _log;

    // Only runs touch these, and runs come one at a time.
    private RvMomentumConfig? _config;
    private RvBaskets? _baskets;
    private IntelConfig? _configOf;

    private int _lookback;
    private long _written;
    private volatile IReadOnlyDictionary<string, double> _scores = new Dictionary<string, double>();

    /// <param name="carriedCandles">Content of <c>cache/rv_candles.json</c>; null at a first start.</param>
    /// <param name="lookbackBars">Bars that the configuration in force asks for.</param>
    /// <param name="log">Told once of every configuration that is rejected.</param>
    public RvMomentumStep(JsonNode? carriedCandles = null, int lookbackBars = 48, Action<string>? log = null)
    {
        _log = log;
        _lookback = lookbackBars;
        _candles.Capacity = lookbackBars;
        _candles.Restore(carriedCandles);
        _written = _candles.Version;
    }

    public string Name => "rv_momentum";

    /// <summary>The last run's score of a symbol, in any case; 0 when it has none. Any thread.</summary>
    public double Score(string symbol)
    {
        ArgumentNullException.ThrowIfNull(symbol);
        return _scores.GetValueOrDefault(symbol.ToUpperInvariant());
    }

    public void Observe(OrderFact fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        if (fact.Kind == FeedKind.Candle)
        {
            _candles.Capacity = Volatile.Read(ref _lookback);
            _candles.Add(fact);
        }
    }

    public Action<IntelPass> Prepare(double now)
    {
        IReadOnlyDictionary<string, CandleSeries> series = _candles.Snapshot();
        bool changed = _candles.Version != _written;
        _written = _candles.Version;
        return pass => Run(pass, series, changed);
    }

    /// <summary>The momentum of closes; the same as a run's.</summary>
    public static RvMomentum Compute(RvMomentumConfig config, RvBaskets baskets, IReadOnlyDictionary<string, CandleSeries> series)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(baskets);
        ArgumentNullException.ThrowIfNull(series);
        var returns = new Dictionary<string, double[]>(StringComparer.Ordinal);
        foreach (string symbol in baskets.Symbols())
        {
            returns[symbol] = RvReturns.Smoothed(
                series.GetValueOrDefault(symbol, CandleSeries.Empty).Closes, config.LookbackBars, config.HalfLifeBars);
        }

        return RvMomentum.Of(config, baskets, returns);
    }

    private void Run(IntelPass pass, IReadOnlyDictionary<string, CandleSeries> series, bool changed)
    {
        if (changed)
        {
            pass.Add(new CacheDocument(RvCandlesCache.Cache, CandleBook.ToCache(series)));
        }

        Load(pass.Config);
        if (_config is not { Enabled: true } config || _baskets is not { } baskets)
        {
            _scores = new Dictionary<string, double>();
            return;
        }

        Volatile.Write(ref _lookback, config.LookbackBars);
        RvMomentumState state = Compute(config, baskets, series).ToState(pass.Now);
        pass.Add(RvMomentumState.Surface.With(state));
        _scores = state.PerSymbol.ToDictionary(row => row.Key, row => row.Value.Score, StringComparer.Ordinal);
    }

    private void Load(IntelConfig config)
    {
        if (ReferenceEquals(config, _configOf))
        {
            return;
        }

        _configOf = config;
        _config = RvMomentumConfig.Load(config.Strategy, out string? fault);
        _baskets = RvBaskets.Load(config.RvMomoBaskets, out string? basketFault);
        if ((fault ?? basketFault) is { } reason)
        {
            _log?.Invoke($"relative-value momentum is off: {reason}");
        }
    }
}
