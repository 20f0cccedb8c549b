using HedgeFlow.State;

namespace HedgeFlow.Stages.RouterMetric;

/// <summary>The rolling fills of one symbol, oldest first.</summary>
internal sealed class FillWindow(string symbol, int capacity)
{
    private readonly Queue<FillSample> _fills = new();
    private RouterStatsSnapshot.SymbolStats? _read;
    private double _drift = double.NaN;

    public void Add(in FillSample fill, double alpha)
    {
        _drift = double.IsNaN(_drift) ? fill.SlippageBps : alpha * fill.SlippageBps + (1 - alpha) * _drift;
        if (_fills.Count == capacity)
        {
            _fills.Dequeue();
        }

        _fills.Enqueue(fill);
        _read = null;
    }

    public void Trim(double oldest, int minEvents)
    {
        while (_fills.Count > minEvents && _fills.Count > 0 && _fills.Peek().TsFill < oldest)
        {
            _fills.Dequeue();
            _read = null;
        }
    }

    /// <summary>Null when the window is empty.</summary>
    public RouterStatsSnapshot.SymbolStats? Read() => _fills.Count == 0 ? null : _read ??= Sum();

    private RouterStatsSnapshot.SymbolStats Sum()
    {
        double total = 0, twap = 0, intended = 0, lastOrder = double.NegativeInfinity, lastFill = double.NegativeInfinity;
        int children = 0;
        foreach (FillSample fill in _fills)
        {
            total += fill.Notional;
            lastOrder = Math.Max(lastOrder, fill.TsSent);
            lastFill = Math.Max(lastFill, fill.TsFill);
            if (fill.IsTwapChild)
            {
                children++;
                twap += fill.Notional;
                intended += fill.IntendedNotional;
            }
        }

        // Shares instead of products, so that huge notionals cannot overflow; equal weights without any.
        bool equal = total <= 0 || !double.IsFinite(total);
        double slippage = 0, latency = 0;
        foreach (FillSample fill in _fills)
        {
            double weight = equal ? 1.0 / _fills.Count : fill.Notional / total;
            slippage += fill.SlippageBps * weight;
            latency += fill.LatencyMs * weight;
        }

        return new RouterStatsSnapshot.SymbolStats
        {
            Symbol = symbol,
            AvgSlippageBps = RouterScore.Known(slippage),
            SlippageDriftBps = RouterScore.Known(_drift),
            AvgLatencyMs = RouterScore.Known(latency),
            TwapUsageRatio = equal ? 0 : twap / total,
            LastOrderTs = lastOrder,
            LastFillTs = lastFill,
            TotalNotional = RouterScore.Known(total),
            TwapNotional = RouterScore.Known(twap),
            EventCount = _fills.Count,
            ChildOrders = new RouterStatsSnapshot.ChildOrders
            {
                Count = children,
                FillRatio = intended > 0 ? RouterScore.Known(twap / intended) : children > 0 ? 1 : 0,
            },
        };
    }
}
