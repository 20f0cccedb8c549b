using System.Text.Json.Nodes;
using HedgeFlow.Domain;

namespace HedgeFlow.Feed.Demo;

/// <summary>
/// Factor readings of the embedded market, per symbol and direction: trend and relative momentum come from the prices, what a
/// desk would have from elsewhere (carry, expectancy, router) wanders slowly between 0 and 1.
/// </summary>
public sealed class DemoFactors
{
    private readonly double[] _carry;
    private readonly double[] _expectancy;
    private readonly double[] _router;
    private SeededRandom _random;

    public DemoFactors(DemoOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _random = SeededRandom.For(options.Seed, "factors");
        int count = DemoSymbol.All.Count;
        _carry = Draw(count, 0.25, 0.75);
        _expectancy = Draw(count, 0.35, 0.65);
        _router = Draw(count, 0.5, 0.9);
    }

    /// <summary>Lets the slow ones wander and adds a reading per symbol and direction.</summary>
    public void Read(DemoPrices prices, double ts, List<OrderFact> facts)
    {
        ArgumentNullException.ThrowIfNull(prices);
        ArgumentNullException.ThrowIfNull(facts);
        for (int i = 0; i < _carry.Length; i++)
        {
            Wander(ref _carry[i], 0.03, 0, 1);
            Wander(ref _expectancy[i], 0.02, 0, 1);
            Wander(ref _router[i], 0.02, 0.3, 1);
            foreach (bool isLong in (ReadOnlySpan<bool>)[true, false])
            {
                JsonObject factors = Components(prices, i, isLong);
                string symbol = DemoSymbol.All[i].Symbol;
                facts.Add(new OrderFact(FeedKind.Factors, ts, symbol, new JsonObject
                {
                    ["kind"] = "factors",
                    ["ts"] = ts,
                    ["symbol"] = symbol,
                    ["direction"] = isLong ? "LONG" : "SHORT",
                    ["price"] = prices.Price(i),
                    ["regime"] = Word(prices.Regime),
                    ["hybrid_score"] = Score(prices, i, isLong),
                    ["factors"] = factors,
                }));
            }
        }
    }

    /// <summary>The factors of one symbol and direction, by name.</summary>
    public JsonObject Components(DemoPrices prices, int index, bool isLong)
    {
        ArgumentNullException.ThrowIfNull(prices);
        double sign = isLong ? 1 : -1;
        return new JsonObject
        {
            ["trend"] = Round(Trend(prices, index, isLong)),
            ["carry"] = Round(Side(_carry[index], isLong)),
            ["rv_momentum"] = Round(Math.Clamp(sign * prices.RelativeMomentum(index), -1, 1)),
            ["router_quality"] = Round(_router[index]),
            ["expectancy"] = Round(Side(_expectancy[index], isLong)),
            ["vol_regime"] = prices.Regime == DemoRegime.Normal ? 1.0 : 0.5,
            ["router"] = Round(0.5 + 0.5 * (_router[index] - 0.5)),
        };
    }

    /// <summary>0 to 1.</summary>
    public double Score(DemoPrices prices, int index, bool isLong) => Round(
        0.4 * Trend(prices, index, isLong) + 0.25 * Side(_carry[index], isLong) + 0.2 * Side(_expectancy[index], isLong) + 0.15 * _router[index]);

    /// <summary>The regime as the feed spells it.</summary>
    public static string Word(DemoRegime regime) => regime switch
    {
        DemoRegime.Low => "low",
        DemoRegime.High => "high",
        DemoRegime.Crisis => "crisis",
        _ => "normal",
    };

    private static double Trend(DemoPrices prices, int index, bool isLong) =>
        Math.Clamp(0.5 + (isLong ? 0.9 : -0.9) * prices.Momentum(index), 0, 1);

    private static double Side(double value, bool isLong) => isLong ? value : 1 - value;

    private static double Round(double value) => Math.Round(value, 4);

    private double[] Draw(int count, double low, double high)
    {
        var values = new double[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = _random.NextBetween(low, high);
        }

        return values;
    }

    private void Wander(ref double value, double step, double low, double high) =>
        value = Math.Clamp(value + step * _random.NextNormal(), low, high);
}
