using System.Text;
using System.Text.Json;
using HedgeFlow.Domain;
using HedgeFlow.Feed;

namespace HedgeFlow.Tests.Feed;

[TestClass]
public sealed class HostileFeedTests
{
    [TestMethod]
    public void A_thousand_damaged_lines_among_good_ones_cost_nothing_but_themselves()
    {
        var random = new Random(20260401);
        var content = new MemoryStream();
        long good = 0;
        long bad = 0;
        for (int i = 0; i < 4000; i++)
        {
            if (i % 4 == 3)
            {
                content.Write(Damaged(random));
                bad++;
            }
            else
            {
                // Snapshots of a number above all that damage can make up.
                content.Write(Encoding.UTF8.GetBytes(i % 4 == 0 ? FeedLines.Snapshot(1_000_000L + i, 1764000000 + i) : FeedLines.Ack(1764000000 + i, i)));
                good++;
            }

            content.WriteByte((byte)'\n');
        }

        byte[] bytes = content.ToArray();
        using var feed = new RecordedFeed([new FeedInput("hostile.jsonl", () => new MemoryStream(bytes))]);
        CollectingSink sink = FeedLines.Drain(feed);

        Assert.AreEqual(bad, sink.Rejections.Count(r => r.Line % 4 == 0));
        Assert.AreEqual(bad, sink.Rejections.Count, "a good line was rejected");
        Assert.AreEqual(good, feed.Counters.Records);
        Assert.IsTrue(sink.Seqs.SequenceEqual(Enumerable.Range(0, 1000).Select(i => 1_000_000L + i * 4)));
        foreach (FeedRejection rejection in sink.Rejections)
        {
            Assert.AreEqual("hostile.jsonl", rejection.File);
            Assert.IsTrue(rejection.Offset == 0 || bytes[rejection.Offset - 1] == '\n', "the offset is the start of a line");
        }
    }

    [TestMethod]
    [Timeout(120_000, CooperativeCancellation = true)]
    public void Mutated_lines_end_in_an_outcome_and_never_in_an_exception()
    {
        var random = new Random(42);
        string[] corpus =
        [
            FeedLines.Snapshot(5, 1764000000.5), FeedLines.Intent(1764000000), FeedLines.Ack(1764000000, 81234567890),
            """{"event_type":"risk_veto","symbol":"A","veto_reason":"symbol_cap","ts":"2025-11-24T16:00:05+00:00"}""",
            """{"kind":"candle","ts":1763996400.0,"symbol":"BTCUSDT","interval":"1h","open":89500.0,"high":90200.0,"low":89400.0,"close":90000.0,"volume":812.4,"closed":true}""",
            """{"kind":"factors","ts":1764000000.0,"symbol":"BTCUSDT","direction":"LONG","factors":{"trend":0.5}}""",
        ];
        using var snapshot = new ExchangeSnapshot();
        var reasons = new HashSet<string>();
        for (int i = 0; i < 40_000; i++)
        {
            byte[] line = Encoding.UTF8.GetBytes(corpus[random.Next(corpus.Length)]);
            for (int edits = random.Next(1, 5); edits > 0; edits--)
            {
                line = Mutate(line, Encoding.UTF8.GetBytes(corpus[random.Next(corpus.Length)]), random);
            }

            FeedOutcome outcome = new FeedParser("fuzz.jsonl").Parse(line, snapshot, out OrderFact? fact, out string reason);
            Assert.AreEqual(outcome == FeedOutcome.Fact, fact is not null);
            Assert.AreEqual(outcome == FeedOutcome.Rejected, reason.Length > 0);
            if (outcome == FeedOutcome.Rejected)
            {
                reasons.Add(reason.Split(':')[0]);
            }
            else if (outcome == FeedOutcome.Snapshot)
            {
                Assert.IsTrue(IsJson(line), Encoding.Latin1.GetString(line));
                Assert.IsTrue(double.IsFinite(snapshot.Ts));
            }
        }

        Assert.IsGreaterThanOrEqualTo(5, reasons.Count, string.Join(' ', reasons));
    }

    [TestMethod]
    [Timeout(60_000, CooperativeCancellation = true)]
    public void A_long_hostile_stream_leaves_memory_flat()
    {
        var random = new Random(9);
        byte[][] lines = [.. Enumerable.Range(0, 200).Select(_ => (byte[])[.. Damaged(random), (byte)'\n'])];
        byte[] huge = new byte[3 << 20];
        huge.AsSpan().Fill((byte)'[');
        using var feed = new StreamFeed(new RepeatingStream([.. lines, [.. huge, (byte)'\n'], Encoding.UTF8.GetBytes(FeedLines.Intent(1) + "\n")], rounds: 60), "stdin");
        var sink = new CountingSink();
        long peak = 0;
        GC.Collect();
        long before = GC.GetTotalMemory(forceFullCollection: true);
        while (feed.TryRead(sink, CancellationToken.None))
        {
            peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true) - before);
        }

        Assert.AreEqual(60, feed.Counters.Records);
        Assert.AreEqual(60 * 201, sink.Rejected);
        Assert.AreEqual(60, feed.Counters.RejectedByReason().Single(r => r.Key == FeedReasons.LineTooLong).Value);
        Assert.IsLessThan(12L << 20, peak);
    }

    [TestMethod]
    public void A_torn_tail_is_tried_once_and_reported_with_its_offset()
    {
        string whole = FeedLines.Intent(1);
        using var torn = new StreamFeed(new MemoryStream(Encoding.UTF8.GetBytes(whole + "\n" + whole[..30])), "bot");
        FeedRejection rejection = FeedLines.Drain(torn).Rejections.Single();
        Assert.AreEqual(new FeedRejection("bot", 2, FeedReasons.MalformedJson, whole.Length + 1, Torn: true), rejection);
        Assert.AreEqual(1, torn.Counters.TornTails);

        using var complete = new StreamFeed(new MemoryStream(Encoding.UTF8.GetBytes(whole + "\r\n" + whole)), "bot");
        Assert.HasCount(2, FeedLines.Drain(complete).Facts);
    }

    [TestMethod]
    public void A_stream_of_single_bytes_is_read()
    {
        byte[] content = FeedLines.Stream(FeedLines.Snapshot(1, 1), "", FeedLines.Ack(2, 7), "{x", FeedLines.Snapshot(2, 3)).ToArray();
        using var feed = new StreamFeed(new TrickleStream(content), "stdin");

        CollectingSink sink = FeedLines.Drain(feed);

        CollectionAssert.AreEqual(new[] { "snapshot@1", "order_ack@2", "snapshot@3" }, sink.Order);
        Assert.AreEqual("stdin:4: malformed_json", sink.Rejections.Single().ToString());
    }

    /// <summary>A line that is certainly bad and holds no line end.</summary>
    private static byte[] Damaged(Random random)
    {
        while (true)
        {
            byte[] line = Encoding.UTF8.GetBytes(random.Next(2) == 0 ? FeedLines.Snapshot(random.Next(100), 1764000000) : FeedLines.Intent(1764000000));
            line = random.Next(12) switch
            {
                0 => [.. line, .. line],
                1 => "{\"kind\":\"snapshot\""u8.ToArray(),
                2 => new byte[random.Next(1, 2000)],
                3 => Encoding.UTF8.GetBytes(new string('{', random.Next(1, 50_000))),
                4 => [0xFF, 0xFE, .. line],
                5 => "[1,2,3]"u8.ToArray(),
                6 => "{\"kind\":\"intent\",\"ts\":1e999,\"symbol\":\"A\",\"signal\":\"BUY\"}"u8.ToArray(),
                7 => [0x1F, 0x8B, .. line],
                _ => Mutate(line, line, random),
            };
            if (line.Length > 0 && !line.Contains((byte)'\n') && !IsGood(line))
            {
                return line;
            }
        }
    }

    private static bool IsGood(byte[] line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool IsJson(byte[] line)
    {
        var reader = new Utf8JsonReader(line);
        try
        {
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static byte[] Mutate(byte[] line, byte[] other, Random random)
    {
        if (line.Length == 0)
        {
            return line;
        }

        int at = random.Next(line.Length);
        switch (random.Next(8))
        {
            case 0:
                line[at] ^= (byte)(1 << random.Next(8));
                return line;
            case 1:
                return line[..at];
            case 2:
                return [.. line.AsSpan(0, at), .. other.AsSpan(random.Next(other.Length))];
            case 3:
                int from = random.Next(line.Length);
                return [.. line.AsSpan(0, Math.Max(at, from)), .. line.AsSpan(Math.Min(at, from))];
            case 4:
                return [.. line.AsSpan(0, at), (byte)random.Next(256), .. line.AsSpan(at)];
            case 5:
                string[] edges = ["1e999", "-0", "0x1F", "\\ud800", "\\u0000", "\"", "null", "[[[", "9223372036854775808", "\uFEFF", "\u2028", "NaN"];
                return [.. line.AsSpan(0, at), .. Encoding.UTF8.GetBytes(edges[random.Next(edges.Length)]), .. line.AsSpan(at)];
            case 6:
                return [.. line.AsSpan(0, at), .. line.AsSpan(Math.Min(line.Length, at + random.Next(1, 12)))];
            default:
                line[at] = 0;
                return line;
        }
    }

    private sealed class CountingSink : IFeedSink
    {
        public long Rejected { get; private set; }

        public void OnSnapshot(ExchangeSnapshot snapshot)
        {
        }

        public void OnFact(OrderFact fact)
        {
        }

        public void OnRejected(in FeedRejection rejection) => Rejected++;
    }

    /// <summary>The same lines over and over.</summary>
    private sealed class RepeatingStream(byte[][] lines, int rounds) : ReadOnlyStream
    {
        private int _line;
        private int _at;
        private int _round;

        public override int Read(Span<byte> buffer)
        {
            if (_round == rounds)
            {
                return 0;
            }

            int n = Math.Min(buffer.Length, lines[_line].Length - _at);
            lines[_line].AsSpan(_at, n).CopyTo(buffer);
            _at += n;
            if (_at == lines[_line].Length)
            {
                _at = 0;
                _line++;
                if (_line == lines.Length)
                {
                    _line = 0;
                    _round++;
                }
            }

            return n;
        }
    }

    private sealed class TrickleStream(byte[] content) : ReadOnlyStream
    {
        private int _at;

        public override int Read(Span<byte> buffer)
        {
            if (_at == content.Length)
            {
                return 0;
            }

            buffer[0] = content[_at++];
            return 1;
        }
    }
}
