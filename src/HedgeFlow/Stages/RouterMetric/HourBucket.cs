using HedgeFlow.Numerics;
using HedgeFlow.State;

namespace HedgeFlow.Stages.RouterMetric;

/// <summary>Events of one UTC hour of the day.</summary>
internal sealed class HourBucket
{
    private readonly ExactSum _pnl = new();
    private readonly ExactSum _notional = new();
    private readonly ExactSum _slippage = new();
    private int _slippages;

    public int Count { get; private set; }

    public void Apply(in RouterEvent e, bool adding)
    {
        if (adding)
        {
            Count++;
            _pnl.Add(e.RealizedPnl);
            _notional.Add(e.Notional);
            _slippages += _slippage.Add(e.SlippageBps) ? 1 : 0;
        }
        else
        {
            Count--;
            _pnl.Remove(e.RealizedPnl);
            _notional.Remove(e.Notional);
            _slippages -= _slippage.Remove(e.SlippageBps) ? 1 : 0;
        }
    }

    public HourExpectancy Read()
    {
        double notional = _notional.Value;
        double perNotional = _pnl.Value / notional;
        return new HourExpectancy
        {
            Count = Count,
            ExpPerNotional = notional > 0 && double.IsFinite(perNotional) ? perNotional : null,
            SlipBpsAvg = RouterAccumulator.Mean(_slippage, _slippages),
        };
    }
}
