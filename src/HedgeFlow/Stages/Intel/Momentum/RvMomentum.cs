using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Intel.Momentum;

/// <summary>
/// Momentum of every loaded symbol against the others: the spreads of its groups and its own drift. Immutable.
/// Source: factor contract, relative-value momentum.
/// </summary>
public sealed class RvMomentum
{
    /// <summary>The own drift is a sum of returns; as percent it is of the size of the spreads' weights.</summary>
    private const double OwnScale = 100;

    private readonly double[] _raw;
    private readonly double[] _scores;
    private readonly RvBaskets _baskets;

    private RvMomentum(IReadOnlyList<string> symbols, double[] raw, double[] scores, RvBaskets baskets, RvMomentumState.GroupSpreads spreads)
    {
        Symbols = symbols;
        _raw = raw;
        _scores = scores;
        _baskets = baskets;
        Spreads = spreads;
    }

    /// <summary>Loaded symbols, those without data too, in ordinal order.</summary>
    public IReadOnlyList<string> Symbols { get; }

    /// <summary>One per symbol, not rounded.</summary>
    public ReadOnlySpan<double> Raw => _raw;

    /// <summary>One per symbol, not rounded.</summary>
    public ReadOnlySpan<double> Scores => _scores;

    /// <summary>Not rounded.</summary>
    public RvMomentumState.GroupSpreads Spreads { get; }

    /// <summary>Computes the scores from smoothed returns per upper-case symbol.</summary>
    public static RvMomentum Of(RvMomentumConfig config, RvBaskets baskets, IReadOnlyDictionary<string, double[]> returns)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(baskets);
        ArgumentNullException.ThrowIfNull(returns);
        string[] symbols = [.. returns.Keys.Order(StringComparer.Ordinal)];
        Dictionary<string, double[]> usable = Usable(symbols, returns);
        var meme = baskets.Meme.ToHashSet(StringComparer.Ordinal);
        var l1 = baskets.L1.ToHashSet(StringComparer.Ordinal);
        var alts = baskets.Alts.ToHashSet(StringComparer.Ordinal);
        var spreads = new RvMomentumState.GroupSpreads(
            RvSpreads.Pair(baskets.LongLeg, baskets.ShortLeg, usable),
            RvSpreads.Basket(baskets.L1, baskets.Alts, usable),
            RvSpreads.Basket(baskets.Meme, [.. symbols.Where(symbol => !meme.Contains(symbol))], usable));
        double[] raw = new double[symbols.Length];
        for (int i = 0; i < symbols.Length; i++)
        {
            string symbol = symbols[i];
            double pair = symbol == baskets.LongLeg ? config.BtcVsEthWeight * spreads.BtcVsEth
                : symbol == baskets.ShortLeg ? -config.BtcVsEthWeight * spreads.BtcVsEth
                : 0;
            double layer = l1.Contains(symbol) ? config.L1VsAltWeight * spreads.L1VsAlt
                : alts.Contains(symbol) ? -config.L1VsAltWeight * spreads.L1VsAlt
                : 0;
            double fashion = (meme.Contains(symbol) ? config.MemeVsRestWeight : -config.MemeVsRestWeight) * spreads.MemeVsRest;
            double drift = 0;
            foreach (double value in usable[symbol])
            {
                drift += value;
            }

            raw[i] = pair + layer + fashion + config.PerSymbolWeight * OwnScale * drift;
        }

        return new RvMomentum(symbols, raw, RvScores.Normalize(symbols, raw, config.NormalizeMode, config.MaxAbsScore), baskets, spreads);
    }

    /// <summary>The surface, rounded to 4 decimals.</summary>
    public RvMomentumState ToState(double now)
    {
        var rows = new OrderedDictionary<string, RvMomentumState.SymbolMomentum>(Symbols.Count, StringComparer.Ordinal);
        for (int i = 0; i < Symbols.Count; i++)
        {
            rows[Symbols[i]] = new RvMomentumState.SymbolMomentum(Round(_scores[i]), Round(_raw[i]), _baskets.Of(Symbols[i]));
        }

        return new RvMomentumState(
            now, rows, new RvMomentumState.GroupSpreads(Round(Spreads.BtcVsEth), Round(Spreads.L1VsAlt), Round(Spreads.MemeVsRest)));

        static double Round(double value) => DecimalRounding.Round(value, 4);
    }

    /// <summary>A series with anything that is not finite counts as no data of the same length.</summary>
    private static Dictionary<string, double[]> Usable(string[] symbols, IReadOnlyDictionary<string, double[]> returns)
    {
        var usable = new Dictionary<string, double[]>(symbols.Length, StringComparer.Ordinal);
        foreach (string symbol in symbols)
        {
            double[] series = returns[symbol];
            usable[symbol] = Array.TrueForAll(series, double.IsFinite) ? series : new double[series.Length];
        }

        return usable;
    }
}
