using System.Globalization;
using System.Text;
using HedgeFlow.Domain;
using HedgeFlow.Feed;
using HedgeFlow.Feed.Demo;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Executor.Orders;
using HedgeFlow.Stages.Executor.Paper;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Feed.Demo;

[TestClass]
public sealed class DemoMarketTests
{
    [TestMethod]
    public void The_same_seed_gives_the_same_feed_byte_for_byte()
    {
        byte[] first = Record(new DemoOptions { Seed = 5, MaxTicks = 120 });
        CollectionAssert.AreEqual(first, Record(new DemoOptions { Seed = 5, MaxTicks = 120 }));
        CollectionAssert.AreNotEqual(first, Record(new DemoOptions { Seed = 6, MaxTicks = 120 }));
    }

    [TestMethod]
    public void Every_record_of_the_feed_is_read_back_by_the_feed_reader()
    {
        string[] lines = Encoding.UTF8.GetString(Record(new DemoOptions { MaxTicks = 90 })).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var parser = new FeedParser("demo.jsonl");
        using var snapshot = new ExchangeSnapshot();
        foreach (string line in lines)
        {
            FeedOutcome outcome = parser.Parse(Encoding.UTF8.GetBytes(line), snapshot, out _, out string reason);
            Assert.IsTrue(outcome is FeedOutcome.Snapshot or FeedOutcome.Fact, $"{reason}: {line}");
        }
    }

    [TestMethod]
    public void The_history_comes_with_the_first_tick_and_ends_before_it()
    {
        var facts = new List<OrderFact>();
        using var snapshot = new ExchangeSnapshot();
        var options = new DemoOptions { StartTs = 1764001234.5 };
        Assert.IsTrue(new DemoMarket(options).Next(snapshot, facts));
        foreach (DemoSymbol symbol in DemoSymbol.All)
        {
            List<OrderFact> hours = facts.FindAll(f => f.Symbol == symbol.Symbol && Coerce.Text(f.Payload["interval"]) == "1h");
            List<OrderFact> minutes = facts.FindAll(f => f.Symbol == symbol.Symbol && Coerce.Text(f.Payload["interval"]) == "1m");
            Assert.HasCount(60, hours);
            Assert.HasCount(60, minutes);
            for (int i = 1; i < 60; i++)
            {
                Assert.AreEqual(3600.0, hours[i].Ts - hours[i - 1].Ts);
                Assert.AreEqual(Coerce.Number(hours[i - 1].Payload["close"]), Coerce.Number(hours[i].Payload["open"]));
            }

            Assert.IsLessThanOrEqualTo(options.StartTs, hours[^1].Ts + 3600);
            Assert.IsLessThanOrEqualTo(options.StartTs, minutes[^1].Ts + 60);
        }

        Assert.HasCount(16, facts.FindAll(f => f.Kind == FeedKind.Factors));
    }

    [TestMethod]
    public void Bars_hold_together()
    {
        foreach (OrderFact bar in Run(new DemoOptions { MaxTicks = 4000 }, null).FindAll(f => f.Kind == FeedKind.Candle))
        {
            double open = Coerce.Number(bar.Payload["open"])!.Value;
            double close = Coerce.Number(bar.Payload["close"])!.Value;
            Assert.IsGreaterThanOrEqualTo(Math.Max(open, close), Coerce.Number(bar.Payload["high"])!.Value);
            Assert.IsLessThanOrEqualTo(Math.Min(open, close), Coerce.Number(bar.Payload["low"])!.Value);
            Assert.IsGreaterThan(0, Coerce.Number(bar.Payload["volume"])!.Value);
        }
    }

    [TestMethod]
    public void A_minute_has_entries_with_levels_exits_and_intents_to_turn_away()
    {
        List<OrderFact> facts = Run(new DemoOptions { MaxTicks = 120 }, new PaperAccount());
        List<OrderFact> intents = facts.FindAll(f => f.Kind == FeedKind.Intent);
        List<OrderFact> entries = intents.FindAll(f => f.Payload.ContainsKey("take_profit_price"));
        Assert.IsGreaterThanOrEqualTo(8, entries.Count);
        Assert.IsGreaterThanOrEqualTo(4, intents.FindAll(f => Coerce.Flag(f.Payload["reduceOnly"])).Count);
        Assert.IsTrue(intents.Exists(f => Coerce.Number(f.Payload["gross_usd"]) < 5), "one too small");
        Assert.IsTrue(intents.Exists(f => Coerce.Number(f.Payload["leverage"]) > 20), "one with too much leverage");
        Assert.IsTrue(intents.Exists(f => Coerce.Number(f.Payload["gross_usd"]) > 5000), "one too large");
        foreach (OrderFact entry in entries)
        {
            double price = Coerce.Number(entry.Payload["price"])!.Value;
            double sign = Coerce.Text(entry.Payload["signal"]) == "BUY" ? 1 : -1;
            Assert.IsGreaterThan(0, sign * (Coerce.Number(entry.Payload["take_profit_price"])!.Value - price));
            Assert.IsLessThan(0, sign * (Coerce.Number(entry.Payload["stop_loss_price"])!.Value - price));
            Assert.IsTrue(Coerce.Number(entry.Payload["leverage"]) is >= 2 and <= 4);
            Assert.IsLessThan(660, Coerce.Number(entry.Payload["gross_usd"])!.Value);
        }

        Assert.IsTrue(facts.Exists(f => f.Kind == FeedKind.OrderClose), "something was closed");
        Assert.IsFalse(facts.Exists(f => Coerce.Text(f.Payload["reason"]) == "reduce_only_rejected"), "the strategy closes only what is held");
    }

    [TestMethod]
    public void Prices_stay_where_people_know_them_for_a_day()
    {
        var prices = new DemoPrices(new DemoOptions());
        for (int i = 0; i < 86_400; i++)
        {
            prices.Step(1);
        }

        for (int i = 0; i < prices.Count; i++)
        {
            double ratio = prices.Price(i) / DemoSymbol.All[i].Anchor;
            Assert.IsTrue(ratio is > 0.5 and < 2, string.Create(CultureInfo.InvariantCulture, $"{DemoSymbol.All[i].Symbol} at {ratio:F2} of its anchor"));
        }
    }

    [TestMethod]
    public void A_tick_without_news_allocates_nothing()
    {
        var market = new DemoMarket(new DemoOptions { TickInterval = 0.001 });
        var facts = new List<OrderFact>();
        using var snapshot = new ExchangeSnapshot();
        for (int i = 0; i < 10; i++)
        {
            market.Next(snapshot, facts);
        }

        facts.Clear();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            market.Next(snapshot, facts);
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.IsEmpty(facts);
        Assert.AreEqual(0L, allocated);
    }

    [TestMethod]
    [Timeout(30_000, CooperativeCancellation = true)]
    public async Task With_a_clock_a_tick_comes_when_it_is_time()
    {
        var time = new ManualTimeProvider(1764000000);
        using var feed = new DemoFeed(new DemoMarket(new DemoOptions { StartTs = 1764000000, WarmupHours = 0, WarmupMinutes = 0, MaxTicks = 2 }), time);
        var sink = new Sink(null);
        while (sink.Snapshots == 0)
        {
            Assert.IsTrue(feed.TryRead(sink, CancellationToken.None));
        }

        Task rest = Task.Run(() =>
        {
            while (feed.TryRead(sink, CancellationToken.None))
            {
            }
        });
        while (!rest.IsCompleted)
        {
            Assert.IsTrue(sink.Snapshots == 1 || time.GetUtcNow().ToUnixTimeMilliseconds() >= 1764000001000, "the second tick came early");
            time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        await rest;
        Assert.AreEqual(2, sink.Snapshots);
    }

    [TestMethod]
    public void A_cancelled_feed_ends()
    {
        using var feed = new DemoFeed(new DemoMarket(new DemoOptions()), new ManualTimeProvider(0));
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.IsFalse(feed.TryRead(new Sink(null), cancelled.Token));
    }

    private static byte[] Record(DemoOptions options)
    {
        using var stream = new MemoryStream();
        using (var recorder = new FeedRecorder(stream, leaveOpen: true))
        using (var feed = new DemoFeed(new DemoMarket(options)))
        {
            var sink = new RecordingSink(new Sink(null), recorder);
            while (feed.TryRead(sink, CancellationToken.None))
            {
            }

            Assert.AreEqual(options.MaxTicks, feed.Counters[FeedKind.Snapshot]);
        }

        return stream.ToArray();
    }

    private static List<OrderFact> Run(DemoOptions options, PaperAccount? account)
    {
        using var feed = new DemoFeed(new DemoMarket(options));
        if (account is not null)
        {
            feed.Market.Strategy.Holdings = account.SignedQty;
        }

        var sink = new Sink(account);
        while (feed.TryRead(sink, CancellationToken.None))
        {
        }

        return sink.Facts;
    }

    /// <summary>A desk of one line: small orders of a sane size go to the paper router.</summary>
    private sealed class Sink(PaperAccount? account) : IFeedSink
    {
        private readonly PaperRouter? _router = account is null ? null : new PaperRouter(PaperOptions.Default, account);
        private readonly IntentNormalizer _normalizer = new(new IntentIds(1));

        public int Snapshots { get; private set; }

        public List<OrderFact> Facts { get; } = [];

        public void OnSnapshot(ExchangeSnapshot snapshot)
        {
            account?.Overlay(snapshot);
            Snapshots++;
        }

        public void OnFact(OrderFact fact)
        {
            Facts.Add(fact);
            if (fact.Kind == FeedKind.Intent && _router is not null)
            {
                Intent intent = _normalizer.Normalize(fact.Payload, fact.Ts).Intent!;
                if (intent.ReduceOnly || intent is { GrossUsd: > 40 and < 1000, Leverage: <= 5 })
                {
                    _router.Route(intent, intent.Price, fact.Ts, null, Facts);
                }
            }
        }

        public void OnRejected(in FeedRejection rejection)
        {
        }
    }
}
