using System.Text.Json.Nodes;
using HedgeFlow.Domain;

namespace HedgeFlow.Feed.Demo;

/// <summary>Builds the bars of one interval from the prices of all symbols and hands them out when they close.</summary>
/// <param name="interval">Its name in the feed, for example <c>1m</c>.</param>
/// <param name="seconds">Its length.</param>
public sealed class DemoCandles(string interval, double seconds)
{
    private readonly Bar[] _bars = new Bar[DemoSymbol.All.Count];
    private double _open = double.NaN;

    /// <summary>Takes the prices at <paramref name="ts"/>; first adds the bars that this time closes.</summary>
    /// <param name="prices">The market.</param>
    /// <param name="ts">Epoch seconds, never falling.</param>
    /// <param name="elapsed">Seconds since the previous call, for the volume.</param>
    /// <param name="closed">Receives the bars, null = they are not wanted.</param>
    public void Observe(DemoPrices prices, double ts, double elapsed, List<OrderFact>? closed)
    {
        ArgumentNullException.ThrowIfNull(prices);
        double start = Math.Floor(ts / seconds) * seconds;
        bool fresh = start != _open;
        if (fresh && !double.IsNaN(_open))
        {
            for (int i = 0; closed is not null && i < _bars.Length; i++)
            {
                closed.Add(Fact(i));
            }
        }

        for (int i = 0; i < _bars.Length; i++)
        {
            ref Bar bar = ref _bars[i];
            double price = prices.Price(i);

            // A bar opens where the one before closed: there is no gap in a market that never sleeps.
            if (fresh)
            {
                double open = double.IsNaN(_open) ? price : bar.Close;
                bar = new Bar { Open = open, High = open, Low = open };
            }

            bar.High = Math.Max(bar.High, price);
            bar.Low = Math.Min(bar.Low, price);
            bar.Close = price;
            bar.Volume += DemoSymbol.All[i].Volume * elapsed / 60 * (1 + Math.Min(4, Math.Abs(prices.Momentum(i))));
        }

        _open = start;
    }

    private OrderFact Fact(int index)
    {
        DemoSymbol symbol = DemoSymbol.All[index];
        ref readonly Bar bar = ref _bars[index];
        return new OrderFact(FeedKind.Candle, _open, symbol.Symbol, new JsonObject
        {
            ["kind"] = "candle",
            ["ts"] = _open,
            ["symbol"] = symbol.Symbol,
            ["interval"] = interval,
            ["open"] = bar.Open,
            ["high"] = bar.High,
            ["low"] = bar.Low,
            ["close"] = bar.Close,
            ["volume"] = Math.Round(bar.Volume, 3),
            ["closed"] = true,
        });
    }

    private struct Bar
    {
        public double Open;
        public double High;
        public double Low;
        public double Close;
        public double Volume;
    }
}
