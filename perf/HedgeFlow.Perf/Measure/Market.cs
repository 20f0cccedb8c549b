using System.Globalization;
using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;

namespace HedgeFlow.Perf.Measure;

/// <summary>A generated account of some symbols, one open position each, whose marks move as told. Same seed, same account.</summary>
internal sealed class Market : IDisposable
{
    private readonly int _symbols;
    private SeededRandom _random = new(7);
    private int _next;

    public Market(int symbols, double ts)
    {
        _symbols = symbols;
        for (int i = 0; i < symbols; i++)
        {
            string symbol = string.Create(CultureInfo.InvariantCulture, $"SYM{i:D4}USDT");
            double price = Math.Round(1 + 900 * _random.NextUnit(), 4);
            bool isShort = i % 3 == 0;
            Snapshot.Positions.Add(new RawPosition
            {
                Symbol = symbol,
                Qty = Math.Round((isShort ? -1 : 1) * (0.1 + 20 * _random.NextUnit()), 3),
                Word = PositionSideWord.BySign,
                ExchangeSide = isShort ? "SHORT" : "LONG",
                Entry = price,
                Mark = price,
                Unrealized = double.NaN,
                Realized = double.NaN,
                Leverage = 3,
                UpdatedTs = ts,
            });
            Snapshot.Prices.Add(new PriceMark(symbol, price));
        }

        Snapshot.Balances.Add(new AssetBalance("USDT", 1_000_000, 900_000));
        Snapshot.Source = "dry_run";
        Snapshot.Testnet = true;
        Snapshot.DryRun = true;
        Snapshot.DualSide = true;
        Snapshot.TotalMarginBalance = 1_000_000;
        Snapshot.TotalWalletBalance = 1_000_000;
        Snapshot.TotalUnrealizedProfit = 0;
        Snapshot.Ts = ts;
        Intent = new OrderFact(FeedKind.Intent, ts, "SYM0000USDT", (JsonObject)JsonNodes.Parse(
            """{"kind":"intent","symbol":"SYM0000USDT","signal":"BUY","positionSide":"LONG","timeframe":"1m","price":100.5,"strategy":"trend","attempt_id":"sig_1","intent_id":"ord_1","reduceOnly":false,"capital_per_trade":84.97,"leverage":3,"gross_usd":254.91}"""u8)!);
    }

    public ExchangeSnapshot Snapshot { get; } = new();

    /// <summary>The intent that follows each snapshot.</summary>
    public OrderFact Intent { get; }

    /// <summary>Moves the marks of a share of the symbols, in turn, and the time.</summary>
    public void Move(double ts, double share)
    {
        Snapshot.Seq++;
        Snapshot.Ts = ts;
        Snapshot.TotalMarginBalance = Math.Round(1_000_000 + 100 * _random.NextUnit(), 2);
        int moved = (int)Math.Ceiling(_symbols * share);
        for (int i = 0; i < moved; i++)
        {
            ref RawPosition row = ref Snapshot.Positions[_next];
            row.Mark = Math.Round(row.Entry * (0.99 + 0.02 * _random.NextUnit()), 4);
            row.UpdatedTs = ts;
            Snapshot.Prices[_next] = new PriceMark(row.Symbol, row.Mark);
            _next = (_next + 1) % _symbols;
        }
    }

    public void Dispose() => Snapshot.Dispose();
}
