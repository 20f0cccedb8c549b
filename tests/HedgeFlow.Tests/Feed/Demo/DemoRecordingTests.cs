using System.Text;
using HedgeFlow.Domain;
using HedgeFlow.Feed;
using HedgeFlow.Feed.Demo;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Executor.Orders;
using HedgeFlow.Stages.Executor.Paper;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Feed.Demo;

/// <summary>
/// Keeps <c>recordings/demo.jsonl</c> equal to what the demo market and the paper router make: a minute of a whole book with
/// intents, orders, bars and factors. HEDGEFLOW_WRITE_RECORDING=1 writes it anew.
/// </summary>
[TestClass]
public sealed class DemoRecordingTests
{
    private static readonly string File = Path.Combine(Repository.Root, "tests", "HedgeFlow.Tests", "recordings", "demo.jsonl");

    private static readonly DemoOptions Options = new() { Seed = 7, MaxTicks = 60, WarmupHours = 22, WarmupMinutes = 2 };

    [TestMethod]
    public void The_recording_is_what_the_demo_market_makes()
    {
        byte[] made = Make();
        if (Environment.GetEnvironmentVariable("HEDGEFLOW_WRITE_RECORDING") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(File)!);
            System.IO.File.WriteAllBytes(File, made);
        }

        Assert.AreEqual(System.IO.File.ReadAllText(File), Encoding.UTF8.GetString(made));
    }

    [TestMethod]
    public void The_recording_is_read_without_a_rejected_line_in_time_order()
    {
        using RecordedFeed feed = RecordedFeed.Open([File], new FeedOptions { Strict = true, AssumeSorted = true });
        var sink = new Collector();
        while (feed.TryRead(sink, CancellationToken.None))
        {
        }

        Assert.AreEqual(0L, feed.Counters.Rejected);
        Assert.AreEqual(60L, feed.Counters[FeedKind.Snapshot]);
        foreach (FeedKind kind in new[] { FeedKind.Intent, FeedKind.OrderAck, FeedKind.OrderFill, FeedKind.OrderClose, FeedKind.OrderMetric, FeedKind.Candle, FeedKind.Factors })
        {
            Assert.IsGreaterThan(0, feed.Counters[kind], kind.ToString());
        }

        CollectionAssert.AreEqual(sink.Times.Order().ToList(), sink.Times);
    }

    [TestMethod]
    public void The_money_of_the_recording_adds_up()
    {
        using RecordedFeed feed = RecordedFeed.Open([File]);
        var sink = new Collector();
        while (feed.TryRead(sink, CancellationToken.None))
        {
        }

        double pnl = sink.Facts.Where(f => f.Kind == FeedKind.OrderClose).Sum(f => Coerce.Number(f.Payload["realizedPnlUsd"])!.Value);
        double fees = sink.Facts.Where(f => f.Kind == FeedKind.OrderMetric).Sum(f => Coerce.Number(f.Payload["fees_usd"]) ?? 0);
        Assert.AreEqual(Options.Wallet + pnl - fees, sink.Wallet, 1e-6);
    }

    private static byte[] Make()
    {
        var account = new PaperAccount();
        var desk = new Desk(account);
        using var feed = new DemoFeed(new DemoMarket(Options));
        feed.Market.Strategy.Holdings = account.SignedQty;
        while (feed.TryRead(desk, CancellationToken.None))
        {
        }

        return [.. desk.Lines.OrderBy(line => line.Ts).SelectMany(line => line.Bytes)];
    }

    /// <summary>Sends small orders of a sane size to the paper router and writes down all that happens.</summary>
    private sealed class Desk(PaperAccount account) : IFeedSink
    {
        private readonly PaperRouter _router = new(PaperOptions.Default, account);
        private readonly IntentNormalizer _normalizer = new(new IntentIds(1));

        public List<(double Ts, byte[] Bytes)> Lines { get; } = [];

        public void OnSnapshot(ExchangeSnapshot snapshot)
        {
            account.Overlay(snapshot);
            Add(snapshot.Ts, recorder => recorder.Record(snapshot));
        }

        public void OnFact(OrderFact fact)
        {
            Add(fact.Ts, recorder => recorder.Record(fact));
            if (fact.Kind != FeedKind.Intent)
            {
                return;
            }

            Intent intent = _normalizer.Normalize(fact.Payload, fact.Ts).Intent!;
            if (!SignalDoctor.Examine(intent.Payload, 0).Ok || (!intent.ReduceOnly && intent is not { GrossUsd: > 40 and < 1000, Leverage: <= 5 }))
            {
                return;
            }

            var facts = new List<OrderFact>();
            _router.Route(intent, intent.Price, fact.Ts, null, facts);
            foreach (OrderFact made in facts)
            {
                Add(made.Ts, recorder => recorder.Record(made));
            }
        }

        public void OnRejected(in FeedRejection rejection)
        {
        }

        private void Add(double ts, Action<FeedRecorder> write)
        {
            using var stream = new MemoryStream();
            using (var recorder = new FeedRecorder(stream, leaveOpen: true))
            {
                write(recorder);
            }

            Lines.Add((ts, stream.ToArray()));
        }
    }

    private sealed class Collector : IFeedSink
    {
        public List<OrderFact> Facts { get; } = [];

        public List<double> Times { get; } = [];

        public double Wallet { get; private set; }

        public void OnSnapshot(ExchangeSnapshot snapshot)
        {
            Times.Add(snapshot.Ts);
            Wallet = snapshot.TotalWalletBalance;
        }

        public void OnFact(OrderFact fact)
        {
            Times.Add(fact.Ts);
            Facts.Add(fact);
        }

        public void OnRejected(in FeedRejection rejection)
        {
        }
    }
}
