using System.Text.Json.Nodes;
using HedgeFlow.Stages.RouterMetric;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Risk.Health;

/// <summary>
/// Return, price, PnL and fee statistics of one symbol's fills in their order. Source: risk contract, fill statistics.
/// Dated rows of the last seven days.
/// </summary>
public static class FillStatistics
{
    public const double WindowDays = 7;
    public const int ShortPrices = 50;
    public const int LongPrices = 500;

    private const double NoDeviation = 1e-12;

    /// <summary>Of the rows of a log, one symbol, at <paramref name="now"/>.</summary>
    public static FillStatisticsState Of(IEnumerable<JsonObject> rows, string symbol, double now)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(symbol);
        var window = new FillStatisticsWindow(int.MaxValue);
        window.Advance(now);
        foreach (JsonObject row in rows)
        {
            window.Add(FillRow.Read(row));
        }

        return window.For(symbol.Trim().ToUpperInvariant());
    }

    /// <summary>Of rows that all count.</summary>
    public static FillStatisticsState Of(IReadOnlyList<FillRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var returns = new List<double>();
        var prices = new List<double>();
        double realized = 0, fees = 0;
        foreach (FillRow row in rows)
        {
            realized += RouterScore.Known(row.Pnl);
            fees += RouterScore.Known(row.Fee);
            if (!double.IsNaN(row.Price))
            {
                prices.Add(row.Price);
            }

            double gain = row.Pnl / (row.Qty * row.Price);
            gain = double.IsNaN(row.Qty * row.Price) ? row.Pnl : gain;
            if (double.IsFinite(gain))
            {
                returns.Add(gain);
            }
        }

        double mean = returns.Count == 0 ? 0 : RouterScore.Known(returns.Sum() / returns.Count);
        double std = Deviation(returns, mean);
        return new FillStatisticsState
        {
            Mean = mean,
            Std = std,
            Sharpe7d = std == 0 ? 0 : RouterScore.Known(mean / std),
            AtrNow = PriceRange.Percent(Last(prices, ShortPrices)),
            AtrMed = PriceRange.Percent(Last(prices, LongPrices)),
            GrossRealized = RouterScore.Known(realized),
            Fees = RouterScore.Known(fees),
        };
    }

    private static double Deviation(List<double> returns, double mean)
    {
        if (returns.Count < 2)
        {
            return 0;
        }

        double squares = 0;
        foreach (double gain in returns)
        {
            squares += (gain - mean) * (gain - mean);
        }

        double std = RouterScore.Known(Math.Sqrt(squares / (returns.Count - 1)));
        return std <= NoDeviation ? 0 : std;
    }

    private static ReadOnlySpan<double> Last(List<double> prices, int count) =>
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(prices)[Math.Max(0, prices.Count - count)..];
}
