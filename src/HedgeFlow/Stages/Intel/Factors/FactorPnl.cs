using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Intel.Factors;

/// <summary>
/// Realised PnL shared out to the factors behind each trade, by the size of their components. Source: factor contract,
/// PnL attribution.
/// </summary>
public sealed class FactorPnl
{
    private const double Nothing = 1e-9;

    private readonly double[] _byFactor;

    private FactorPnl(FactorNames factors, int windowDays)
    {
        Factors = factors;
        WindowDays = windowDays;
        _byFactor = new double[factors.Count];
    }

    public FactorNames Factors { get; }

    public int WindowDays { get; }

    /// <summary>USD per factor, in factor order, not rounded.</summary>
    public ReadOnlySpan<double> ByFactor => _byFactor;

    /// <summary>USD, not rounded.</summary>
    public double TotalUsd { get; private set; }

    public int TradeCount { get; private set; }

    /// <summary>Shares out the trades; those whose result is not finite are left out.</summary>
    public static FactorPnl Of(IEnumerable<AttributionTrade> trades, FactorNames factors, int windowDays)
    {
        ArgumentNullException.ThrowIfNull(trades);
        ArgumentNullException.ThrowIfNull(factors);
        var result = new FactorPnl(factors, windowDays);
        double[] sizes = new double[factors.Count];
        foreach (AttributionTrade trade in trades)
        {
            if (double.IsFinite(trade.PnlUsd))
            {
                result.Add(trade, sizes);
            }
        }

        return result;
    }

    /// <summary>The surface; its amounts are rounded, its percentages are those of the exact amounts.</summary>
    public FactorPnlState ToState(double now)
    {
        double[] amounts = new double[_byFactor.Length];
        double[] shares = new double[_byFactor.Length];
        for (int i = 0; i < _byFactor.Length; i++)
        {
            amounts[i] = DecimalRounding.Round(_byFactor[i], 4);
            shares[i] = Math.Abs(TotalUsd) <= Nothing ? 0 : DecimalRounding.Round(_byFactor[i] / TotalUsd * 100, 2);
        }

        return new FactorPnlState(
            Factors.Map(amounts), Factors.Map(shares), DecimalRounding.Round(TotalUsd, 4), WindowDays, TradeCount, now);
    }

    /// <summary>The PnL per factor of a stored document, under its present or its older name, without entries that hold no number.</summary>
    public static OrderedDictionary<string, double> Read(JsonNode? document)
    {
        var root = document as JsonObject;
        JsonNode? amounts = root?["by_factor"];
        return FactorRatios.Numbers((Coerce.Truthy(amounts) ? amounts : root?["pnl_by_factor"]) as JsonObject);
    }

    private void Add(AttributionTrade trade, double[] sizes)
    {
        TotalUsd += trade.PnlUsd;
        TradeCount++;
        double sum = 0;
        for (int i = 0; i < sizes.Length; i++)
        {
            sizes[i] = Math.Abs(trade.Components.GetValueOrDefault(Factors[i]));
            sum += sizes[i];
        }

        for (int i = 0; i < sizes.Length; i++)
        {
            _byFactor[i] += sum < Nothing ? trade.PnlUsd / sizes.Length : trade.PnlUsd * sizes[i] / sum;
        }
    }
}
