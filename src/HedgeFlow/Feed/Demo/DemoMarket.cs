using HedgeFlow.Domain;

namespace HedgeFlow.Feed.Demo;

/// <summary>
/// The embedded market: eight correlated symbols, their bars and factor readings, an account, and a strategy that trades them.
/// It knows no clock: each step is one tick interval further. Not thread-safe.
/// </summary>
public sealed class DemoMarket
{
    private const string Asset = "USDT";
    private const string Source = "dry_run";
    private const double Hour = 3600;
    private const double Minute = 60;
    private const double FactorSeconds = 60;

    private readonly DemoOptions _options;
    private readonly DemoPrices _prices;
    private readonly DemoFactors _factors;
    private readonly DemoCandles _minutes = new("1m", Minute);
    private readonly DemoCandles _hours = new("1h", Hour);
    private double _lastTs;
    private double _nextFactors = double.NegativeInfinity;

    public DemoMarket(DemoOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.TickInterval);
        _options = options;
        _prices = new DemoPrices(options);
        _factors = new DemoFactors(options);
        Strategy = new DemoStrategy(options, _prices, _factors);
    }

    /// <summary>What trades here; give it the book's holdings where there is a book.</summary>
    public DemoStrategy Strategy { get; }

    /// <summary>Snapshots so far.</summary>
    public long Ticks { get; private set; }

    /// <summary>Time of the next snapshot, epoch seconds.</summary>
    public double NextTs => Math.Round(_options.StartTs + Ticks * _options.TickInterval, 6);

    public bool IsAtEnd => _options.MaxTicks > 0 && Ticks >= _options.MaxTicks;

    /// <summary>One tick further: fills the snapshot, and adds the bars that closed and the factor readings that are due.</summary>
    /// <param name="into">Overwritten; a tick without facts allocates nothing once its arrays have grown.</param>
    /// <param name="facts">Receives what happened before the snapshot, in time order; the history comes with the first tick.</param>
    /// <returns>False at the end, and then nothing was filled.</returns>
    public bool Next(ExchangeSnapshot into, List<OrderFact> facts)
    {
        ArgumentNullException.ThrowIfNull(into);
        ArgumentNullException.ThrowIfNull(facts);
        if (IsAtEnd)
        {
            return false;
        }

        double ts = NextTs;
        if (Ticks == 0)
        {
            WarmUp(ts, facts);
        }

        Advance(ts, facts, facts);
        if (ts >= _nextFactors)
        {
            _nextFactors = ts + FactorSeconds;
            _factors.Read(_prices, ts, facts);
        }

        Ticks++;
        Fill(into, ts);
        return true;
    }

    /// <summary>What the strategy wants now: to be asked after the tick's snapshot has been acted on.</summary>
    public void Decide(List<OrderFact> intents) => Strategy.Decide(_lastTs, intents);

    private void WarmUp(double start, List<OrderFact> facts)
    {
        double minute = Math.Floor(start / Minute) * Minute;
        double first = Math.Floor(start / Hour) * Hour - _options.WarmupHours * Hour;
        double minutesFrom = minute - _options.WarmupMinutes * Minute;
        _lastTs = first;
        for (double ts = first; ts <= minute; ts += Minute)
        {
            Advance(ts, ts > minutesFrom ? facts : null, facts);
        }
    }

    private void Advance(double ts, List<OrderFact>? minutes, List<OrderFact> hours)
    {
        double elapsed = ts - _lastTs;
        if (elapsed > 0)
        {
            _prices.Step(elapsed);
        }

        _minutes.Observe(_prices, ts, elapsed, minutes);
        _hours.Observe(_prices, ts, elapsed, hours);
        _lastTs = ts;
    }

    private void Fill(ExchangeSnapshot into, double ts)
    {
        into.Clear();
        into.Seq = Ticks;
        into.Ts = ts;
        into.Source = Source;
        into.Testnet = _options.Testnet;
        into.DryRun = true;
        into.TotalMarginBalance = _options.Wallet;
        into.TotalWalletBalance = _options.Wallet;
        into.TotalUnrealizedProfit = 0;
        into.DualSide = true;
        into.Balances.Add(new AssetBalance(Asset, _options.Wallet, _options.Wallet));
        for (int i = 0; i < _prices.Count; i++)
        {
            into.Prices.Add(new PriceMark(DemoSymbol.All[i].Symbol, _prices.Price(i)));
        }
    }
}
