using System.Runtime.InteropServices;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Intel.Expectancy;

/// <summary>
/// Trade statistics of one group in one pass, results in order. Sums run left to right, without compensation.
/// Source: intel contract, expectancy statistics.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public struct StatsAccumulator
{
    private int _count;
    private int _wins;
    private int _losses;
    private double _sum;
    private double _winSum;
    private double _lossSum;
    private double _peak;
    private double _maxDrawdown;

    public readonly int Count => _count;

    /// <summary>Adds the next result in USD. A 0 is neither win nor loss, yet counts.</summary>
    public void Add(double pnl)
    {
        _count++;
        _sum += pnl;
        if (pnl > 0)
        {
            _wins++;
            _winSum += pnl;
        }
        else if (pnl < 0)
        {
            _losses++;
            _lossSum += pnl;
        }

        _peak = Math.Max(_peak, _sum);
        _maxDrawdown = Math.Max(_maxDrawdown, _peak - _sum);
    }

    public readonly ExpectancyStats ToStats()
    {
        if (_count == 0)
        {
            return ExpectancyStats.None;
        }

        double hitRate = (double)_wins / _count;
        double averageWin = _wins > 0 ? _winSum / _wins : 0;
        double averageLoss = _losses > 0 ? _lossSum / _losses : 0;
        double expectancy = hitRate * averageWin + (1 - hitRate) * averageLoss;
        double risk = averageLoss != 0 ? Math.Abs(averageLoss) : 1;
        return new ExpectancyStats(
            _count,
            hitRate,
            _sum / _count,
            averageWin,
            averageLoss,
            expectancy,
            expectancy / risk,
            _maxDrawdown,
            expectancy - _maxDrawdown / _count);
    }
}
