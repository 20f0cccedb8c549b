using HedgeFlow.Domain;

namespace HedgeFlow.Feed.Demo;

/// <summary>
/// Correlated random walks: one market return that every symbol follows by its beta, plus one of its own; the volatility of both
/// by a regime that switches at random; a weak pull back to the anchor keeps prices where people know them. Plain arithmetic
/// only, so that the last digit is the same everywhere.
/// </summary>
public sealed class DemoPrices
{
    private const double SecondsPerYear = 31_557_600;
    private const double MarketVolatility = 0.45;
    private const double RegimeSeconds = 240;
    private const double PullPerSecond = 2e-5;

    /// <summary>Smoothing of <see cref="Momentum"/>: half is forgotten in about a minute.</summary>
    private const double MomentumSeconds = 90;

    private readonly double _scale;
    private readonly double[] _exact;
    private readonly double[] _rounded;
    private readonly double[] _momentum;
    private double _marketMomentum;
    private SeededRandom _random;

    public DemoPrices(DemoOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _random = SeededRandom.For(options.Seed, "prices");
        _scale = options.VolatilityScale;
        IReadOnlyList<DemoSymbol> symbols = DemoSymbol.All;
        _exact = new double[symbols.Count];
        _rounded = new double[symbols.Count];
        _momentum = new double[symbols.Count];
        for (int i = 0; i < symbols.Count; i++)
        {
            _exact[i] = symbols[i].Anchor * _random.NextBetween(0.97, 1.03);
            _rounded[i] = symbols[i].Round(_exact[i]);
        }
    }

    public DemoRegime Regime { get; private set; } = DemoRegime.Normal;

    public int Count => _exact.Length;

    /// <summary>Price of a symbol on its tick, by its place in <see cref="DemoSymbol.All"/>.</summary>
    public double Price(int index) => _rounded[index];

    /// <summary>Smoothed return per second, in deviations of the symbol's own return per second; positive = rising.</summary>
    public double Momentum(int index) => _momentum[index];

    /// <summary>The same of a symbol against the market.</summary>
    public double RelativeMomentum(int index) => _momentum[index] - _marketMomentum;

    /// <summary>Deviation of the return over <paramref name="seconds"/>, as a fraction, in a normal regime.</summary>
    public double Deviation(int index, double seconds)
    {
        DemoSymbol symbol = DemoSymbol.All[index];
        double market = symbol.Beta * MarketVolatility;
        return Math.Sqrt((market * market + symbol.OwnVolatility * symbol.OwnVolatility) * seconds / SecondsPerYear) * _scale;
    }

    /// <summary>Lets time pass.</summary>
    public void Step(double seconds)
    {
        if (_random.NextUnit() < Math.Min(0.5, seconds / RegimeSeconds))
        {
            Regime = Switch(_random.NextUnit());
        }

        double nervousness = Nervousness(Regime);
        double root = Math.Sqrt(seconds / SecondsPerYear) * _scale * nervousness;
        double market = _random.NextNormal() * MarketVolatility * root;
        double weight = Math.Min(1, seconds / MomentumSeconds);
        double pull = Math.Min(0.5, PullPerSecond * seconds);
        IReadOnlyList<DemoSymbol> symbols = DemoSymbol.All;
        for (int i = 0; i < _exact.Length; i++)
        {
            DemoSymbol symbol = symbols[i];
            double change = symbol.Beta * market + _random.NextNormal() * symbol.OwnVolatility * root + pull * (symbol.Anchor / _exact[i] - 1);
            _exact[i] *= 1 + Math.Clamp(change, -0.2, 0.2);
            _rounded[i] = symbol.Round(_exact[i]);
            double deviations = change / Math.Max(1e-12, Deviation(i, seconds));
            _momentum[i] += weight * (deviations - _momentum[i]);
        }

        double mean = 0;
        foreach (double momentum in _momentum)
        {
            mean += momentum;
        }

        _marketMomentum = mean / _momentum.Length;
    }

    private static DemoRegime Switch(double unit) => unit switch
    {
        < 0.3 => DemoRegime.Low,
        < 0.75 => DemoRegime.Normal,
        < 0.95 => DemoRegime.High,
        _ => DemoRegime.Crisis,
    };

    private static double Nervousness(DemoRegime regime) => regime switch
    {
        DemoRegime.Low => 0.6,
        DemoRegime.High => 1.6,
        DemoRegime.Crisis => 2.6,
        _ => 1.0,
    };
}
