using System.Text;
using FsCheck;
using FsCheck.Fluent;
using HedgeFlow.Domain;
using HedgeFlow.Feed;

namespace HedgeFlow.Tests.Feed;

[TestClass]
public sealed class FeedRecorderTests
{
    [TestMethod]
    public void Reading_a_recorded_snapshot_gives_it_again_by_the_short_way()
    {
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            using ExchangeSnapshot original = Generate(random);
            byte[] line = Record(recorder => recorder.Record(original));
            using var again = new ExchangeSnapshot();
            var parser = new FeedParser("feed.jsonl");

            Assert.AreEqual(FeedOutcome.Snapshot, parser.Parse(line.AsSpan()[..^1], again, out _, out _), Encoding.UTF8.GetString(line));
            string? difference = SnapshotAssert.Difference(original, again);
            Assert.IsNull(difference, $"{difference} in {Encoding.UTF8.GetString(line)}");
            bool plain = original.Source.Length > 0 && original.Errors.Count == 0 && !Encoding.UTF8.GetString(line).Contains('\\', StringComparison.Ordinal);
            Assert.AreEqual(plain, parser.WasCanonical);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    [TestMethod]
    public void Reading_a_recorded_fact_gives_it_again()
    {
        string[] lines =
        [
            FeedLines.Ack(1764000000.413, long.MaxValue),
            """{"symbol":"A","reason":"x\u2028\u0000","side":null,"ts":"2025-11-24T16:00:01+00:00","event_type":"order_error","context":{"a":[1,2.5,"ü",null,true],"big":1e300,"ts":1}}""",
            """{"attempt_id":"a","symbol":"A","ts":1764000000.5,"kind":"order_metric"}""",
        ];
        foreach (string line in lines)
        {
            OrderFact original = Fact(Encoding.UTF8.GetBytes(line));
            byte[] recorded = Record(recorder => recorder.Record(original));
            OrderFact again = Fact(recorded.AsSpan()[..^1]);

            Assert.AreEqual((original.Kind, original.Ts, original.Symbol), (again.Kind, again.Ts, again.Symbol));
            Assert.AreEqual(Canonical(original), Canonical(again));
            Assert.StartsWith($"{{\"kind\":\"{FeedKinds.Name(original.Kind)}\",\"ts\":", Encoding.UTF8.GetString(recorded));
            CollectionAssert.AreEqual(recorded, Record(recorder => recorder.Record(again)), "recording is stable");
        }
    }

    [TestMethod]
    public void A_number_beyond_the_doubles_is_recorded_as_null()
    {
        OrderFact fact = Fact("""{"kind":"intent","ts":1,"symbol":"A","signal":"BUY","price":1e999}"""u8);

        Assert.AreEqual(
            "{\"kind\":\"intent\",\"ts\":1,\"symbol\":\"A\",\"signal\":\"BUY\",\"price\":null}\n", Encoding.UTF8.GetString(Record(r => r.Record(fact))));
    }

    [TestMethod]
    public void A_failing_stream_costs_a_line_and_nothing_else()
    {
        var stream = new FailOnce();
        using var recorder = new FeedRecorder(stream, leaveOpen: true);
        OrderFact fact = Fact(Encoding.UTF8.GetBytes(FeedLines.Intent(1)));

        recorder.Record(fact);
        stream.Fail = true;
        recorder.Record(fact);
        stream.Fail = false;
        recorder.Record(fact);

        Assert.AreEqual((2L, 1L), (recorder.Lines, recorder.Failures));
        using var feed = new StreamFeed(new MemoryStream(stream.ToArray()), "recorded");
        CollectingSink sink = FeedLines.Drain(feed);
        Assert.HasCount(2, sink.Facts);
        Assert.HasCount(1, sink.Rejections, "the torn line stands alone");
    }

    [TestMethod]
    public void What_passes_a_recording_sink_can_be_replayed()
    {
        string[] lines = [FeedLines.Intent(1), FeedLines.Snapshot(1, 2), "{bad", FeedLines.Ack(3, 1), FeedLines.Snapshot(2, 4)];
        var recorded = new MemoryStream();
        var first = new CollectingSink();
        using (var feed = new StreamFeed(FeedLines.Stream(lines), "stdin"))
        using (var recorder = new FeedRecorder(recorded))
        {
            var sink = new RecordingSink(first, recorder);
            while (feed.TryRead(sink, CancellationToken.None))
            {
            }
        }

        using var replay = new StreamFeed(new MemoryStream(recorded.ToArray()), "replay");
        CollectingSink second = FeedLines.Drain(replay);
        CollectionAssert.AreEqual(first.Order, second.Order);
        Assert.HasCount(1, first.Rejections);
        Assert.IsEmpty(second.Rejections);
    }

    private static byte[] Record(Action<FeedRecorder> record)
    {
        var stream = new MemoryStream();
        using (var recorder = new FeedRecorder(stream))
        {
            record(recorder);
        }

        byte[] line = stream.ToArray();
        Assert.AreEqual(line.Length - 1, Array.IndexOf(line, (byte)'\n'), "one line, one end");
        return line;
    }

    private static OrderFact Fact(ReadOnlySpan<byte> line)
    {
        using var snapshot = new ExchangeSnapshot();
        Assert.AreEqual(FeedOutcome.Fact, new FeedParser("feed.jsonl").Parse(line, snapshot, out OrderFact? fact, out string reason), reason);
        return fact!;
    }

    private static string Canonical(OrderFact fact) => string.Join(
        '\n', fact.Payload.Where(m => m.Key is not ("kind" or "ts")).Select(m => m.Key + "=" + (m.Value?.ToJsonString() ?? "null")));

    private static ExchangeSnapshot Generate(Random random)
    {
        var snapshot = new ExchangeSnapshot();
        snapshot.Clear();
        snapshot.Seq = random.NextInt64(0, 1L << 53);
        snapshot.Ts = 1.7e9 + random.NextDouble() * 1e8;
        snapshot.Source = Pick(random, ["live", "replay", "dry_run", ""]);
        snapshot.Testnet = random.Next(2) == 0;
        snapshot.DryRun = random.Next(2) == 0;
        snapshot.DualSide = random.Next(3) switch { 0 => null, 1 => true, _ => false };
        snapshot.TotalMarginBalance = Number(random);
        snapshot.TotalWalletBalance = Number(random);
        snapshot.TotalUnrealizedProfit = Number(random);
        string Symbol() => Pick(random, ["BTCUSDT", "ETHUSDT", "A", "日本", "X\"\\Y"]);
        for (int i = random.Next(3); i > 0; i--)
        {
            snapshot.Balances.Add(new AssetBalance(Symbol(), Number(random), Number(random)));
            snapshot.Prices.Add(new PriceMark(Symbol(), random.NextDouble() * 1e5));
            if (random.Next(4) == 0)
            {
                snapshot.Errors.Add(new SnapshotError("balance", "network", random.Next(2) == 0 ? null : -1003, random.Next(2) == 0));
            }
        }

        for (int i = random.Next(4); i > 0; i--)
        {
            var word = (PositionSideWord)random.Next(3);
            snapshot.Positions.Add(new RawPosition
            {
                Symbol = random.Next(9) == 0 ? "" : Symbol(),
                Qty = Number(random),
                Word = word,
                ExchangeSide = random.Next(2) == 0 || word == PositionSideWord.BySign ? "BOTH" : word == PositionSideWord.Long ? "LONG" : "SHORT",
                Entry = Positive(random),
                Mark = Positive(random),
                Unrealized = Number(random),
                Realized = Number(random),
                Leverage = Number(random),
                UpdatedTs = random.Next(2) == 0 ? double.NaN : 1.7e9 + random.NextDouble(),
            });
        }

        return snapshot;
    }

    private static double Number(Random random) => random.Next(6) switch
    {
        0 => double.NaN,
        1 => 0,
        2 => random.Next(-1000, 1000),
        3 => Math.Round(random.NextDouble() * 1e5, 4),
        4 => Finite(BitConverter.Int64BitsToDouble(random.NextInt64())),
        _ => -random.NextDouble() * 1e-7,
    };

    private static double Positive(Random random) => Math.Abs(Number(random)) is > 0 and { } positive ? positive : double.NaN;

    private static double Finite(double value) => double.IsFinite(value) ? value : 1;

    private static string Pick(Random random, string[] from) => from[random.Next(from.Length)];

    private sealed class FailOnce : MemoryStream
    {
        public bool Fail { get; set; }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (Fail)
            {
                base.Write(buffer[..10]);
                throw new IOException("full");
            }

            base.Write(buffer);
        }
    }
}
