using System.Globalization;
using System.Text.Json.Nodes;
using HedgeFlow.Domain;

namespace HedgeFlow.Feed.Demo;

/// <summary>
/// A small strategy for the embedded market: a few entries a minute with levels, reduce-only exits at the levels or when time is
/// up, and now and then an intent that a sane desk turns away. It earns nothing; it keeps every part of the engine busy.
/// </summary>
public sealed class DemoStrategy
{
    private const int MaxOpen = 4;
    private const double EntrySeconds = 7;
    private const double OddSeconds = 19;

    private readonly DemoOptions _options;
    private readonly DemoPrices _prices;
    private readonly DemoFactors _factors;
    private readonly List<DemoPosition> _open = [];
    private readonly double _pace;
    private SeededRandom _random;
    private double _nextEntry = double.NegativeInfinity;
    private double _nextOdd;
    private int _odd;

    public DemoStrategy(DemoOptions options, DemoPrices prices, DemoFactors factors)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _prices = prices;
        _factors = factors;
        _random = SeededRandom.For(options.Seed, "strategy");
        _pace = Math.Max(1, options.TickInterval);
        _nextOdd = options.StartTs + OddSeconds / 2 * _pace;
    }

    /// <summary>
    /// Signed quantity held of a symbol and side (<c>LONG</c>, <c>SHORT</c>), so that a vetoed entry is not closed and a part
    /// filled one is closed in full. Null: every entry counts as filled.
    /// </summary>
    public Func<string, string, double>? Holdings { get; set; }

    /// <summary>Adds what the strategy wants at the prices of this tick: exits first.</summary>
    public void Decide(double ts, List<OrderFact> intents)
    {
        ArgumentNullException.ThrowIfNull(intents);
        Exit(ts, intents);
        if (ts >= _nextEntry)
        {
            _nextEntry = ts + EntrySeconds * _pace * _random.NextBetween(0.7, 1.4);
            Enter(ts, intents);
        }

        if (ts >= _nextOdd)
        {
            _nextOdd = ts + OddSeconds * _pace * _random.NextBetween(0.8, 1.3);
            intents.Add(Odd(ts));
        }
    }

    private void Exit(double ts, List<OrderFact> intents)
    {
        for (int i = _open.Count - 1; i >= 0; i--)
        {
            DemoPosition position = _open[i];
            double held = Holdings is { } holdings ? Math.Abs(holdings(position.Symbol, position.Side)) : position.Qty;
            if (held < 1e-9)
            {
                _open.RemoveAt(i);
                continue;
            }

            double price = _prices.Price(position.Index);
            if (position.ExitReason(price, ts) is { } reason)
            {
                _open.RemoveAt(i);
                intents.Add(Close(position, reason, held, price, ts));
            }
        }
    }

    private OrderFact Close(DemoPosition position, string reason, double held, double price, double ts)
    {
        JsonObject payload = Common(position.Index, !position.IsLong, position.Side, ts, price, position.Strategy);
        payload["reduceOnly"] = true;
        payload["qty"] = held;
        payload["gross_usd"] = Math.Round(held * price, 2);
        payload["leverage"] = position.Leverage;
        payload["urgent"] = reason == "STOP_LOSS";
        payload["is_stop_loss"] = reason == "STOP_LOSS";
        payload["exit_reason"] = reason;
        payload["metadata"] = Metadata(position.Index, position.IsLong, reason);
        return new OrderFact(FeedKind.Intent, ts, position.Symbol, payload);
    }

    private void Enter(double ts, List<OrderFact> intents)
    {
        int index = _random.NextIndex(_prices.Count);
        bool follow = _random.NextUnit() < 0.65;
        bool isLong = _prices.Momentum(index) >= 0 == follow;
        double leverage = 2 + _random.NextIndex(3);
        double capital = Math.Round(_options.Wallet * _random.NextBetween(0.008, 0.016), 2);
        double seconds = _random.NextBetween(15, 50) * _pace;
        double reach = _prices.Deviation(index, seconds);
        double profit = _random.NextBetween(1.0, 1.8) * reach;
        double loss = _random.NextBetween(0.9, 1.5) * reach;
        if (_open.Count >= MaxOpen || _open.Exists(position => position.Index == index))
        {
            return;
        }

        double price = _prices.Price(index);
        double gross = Math.Round(capital * leverage, 2);
        double sign = isLong ? 1 : -1;
        DemoSymbol symbol = DemoSymbol.All[index];
        var position = new DemoPosition(
            index, isLong, gross / price, price, symbol.Round(price * (1 + sign * profit)), symbol.Round(price * (1 - sign * loss)), ts + seconds,
            follow ? "trend" : "mean_reversion", leverage);
        _open.Add(position);

        JsonObject payload = Common(index, isLong, position.Side, ts, price, position.Strategy);
        payload["reduceOnly"] = false;
        payload["capital_per_trade"] = capital;
        payload["leverage"] = leverage;
        payload["gross_usd"] = gross;
        payload["take_profit_price"] = position.TakeProfit;
        payload["stop_loss_price"] = position.StopLoss;
        payload["metadata"] = Metadata(index, isLong, null);
        intents.Add(new OrderFact(FeedKind.Intent, ts, symbol.Symbol, payload));
    }

    /// <summary>In turn: too small, too much leverage, too large for its symbol, and a signal in too wide a market.</summary>
    private OrderFact Odd(double ts)
    {
        int index = _random.NextIndex(_prices.Count);
        bool isLong = _random.NextUnit() < 0.5;
        (double capital, double leverage, double spread) = (_odd++ % 4) switch
        {
            0 => (1.5, 2.0, 1.0),
            1 => (20.0, 25.0, 1.0),
            2 => (Math.Round(_options.Wallet * 0.21, 2), 4.0, 1.0),
            _ => (100.0, 3.0, 14.0),
        };
        JsonObject payload = Common(index, isLong, isLong ? "LONG" : "SHORT", ts, _prices.Price(index), "breakout");
        payload["reduceOnly"] = false;
        payload["capital_per_trade"] = capital;
        payload["leverage"] = leverage;
        payload["gross_usd"] = Math.Round(capital * leverage, 2);
        payload["spread_bps"] = spread;
        payload["metadata"] = Metadata(index, isLong, null);
        return new OrderFact(FeedKind.Intent, ts, DemoSymbol.All[index].Symbol, payload);
    }

    private JsonObject Common(int index, bool isBuy, string side, double ts, double price, string strategy) => new()
    {
        ["kind"] = "intent",
        ["ts"] = ts,
        ["symbol"] = DemoSymbol.All[index].Symbol,
        ["signal"] = isBuy ? "BUY" : "SELL",
        ["positionSide"] = side,
        ["timeframe"] = "1m",
        ["price"] = price,
        ["strategy"] = strategy,
        ["tier"] = DemoSymbol.All[index].Tier,
        ["signal_ts"] = Math.Round(ts - _random.NextBetween(0.004, 0.03), 6),
        ["confidence"] = Math.Round(_random.NextBetween(0.5, 0.9), 3),
        ["signal_strength"] = Math.Round(_random.NextBetween(0.3, 1), 3),
        ["expected_edge"] = Math.Round(_random.NextBetween(0.0002, 0.002), 5),
        ["spread_bps"] = Math.Round(_random.NextBetween(0.4, 3), 2),
        ["funding_rate_bps"] = Math.Round(_random.NextBetween(-2, 3), 2),
        ["latency_ms"] = Math.Round(_random.NextBetween(4, 30), 2),
        ["attempt_id"] = Id("sig_"),
        ["intent_id"] = Id("ord_"),
    };

    private JsonObject Metadata(int index, bool isLong, string? exitReason)
    {
        var metadata = new JsonObject
        {
            ["regime"] = DemoFactors.Word(_prices.Regime),
            ["hybrid_score"] = new JsonObject
            {
                ["score"] = _factors.Score(_prices, index, isLong),
                ["components"] = _factors.Components(_prices, index, isLong),
            },
        };
        if (exitReason is not null)
        {
            metadata["exit_reason"] = exitReason;
        }

        return metadata;
    }

    private string Id(string prefix) => prefix + (_random.NextBits() >> 24).ToString("x10", CultureInfo.InvariantCulture);
}
