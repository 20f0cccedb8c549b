using System.IO.Compression;
using System.Text;
using HedgeFlow.Domain;
using HedgeFlow.Feed;

namespace HedgeFlow.Tests.Feed;

[TestClass]
public sealed class RecordedFeedTests
{
    [TestMethod]
    public void Files_are_merged_by_time_and_ties_keep_file_then_line_order()
    {
        using var feed = new RecordedFeed(
        [
            FeedLines.Input("a.jsonl", FeedLines.Intent(1, "A1"), FeedLines.Snapshot(1, 2), FeedLines.Intent(2, "A2"), FeedLines.Intent(9, "A3")),
            FeedLines.Input("b.jsonl", FeedLines.Intent(2, "B1"), FeedLines.Snapshot(1, 2), FeedLines.Intent(3, "B2")),
            FeedLines.Input("empty.jsonl"),
        ]);
        var positions = new List<(int, long)>();
        var sink = new CollectingSink();
        while (feed.TryRead(sink, CancellationToken.None))
        {
            positions.Add((feed.Position.FileIndex, feed.Position.Line));
        }

        CollectionAssert.AreEqual(new[] { (0, 1L), (0, 2L), (0, 3L), (1, 1L), (1, 2L), (1, 3L), (0, 4L) }, positions);
        CollectionAssert.AreEqual(new[] { "A1", "A2", "B1", "B2", "A3" }, sink.Facts.Select(f => f.Symbol).ToArray());
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void A_file_out_of_order_is_sorted_and_its_bad_lines_reported_once(bool packed)
    {
        var random = new Random(3);
        var lines = new List<string>();
        for (int i = 0; i < 2000; i++)
        {
            lines.Add(i % 3 == 0 ? FeedLines.Snapshot(i, random.Next(500)) : FeedLines.Intent(random.Next(500), "S" + i));
        }

        lines[7] = "{bad";
        lines[8] = "";
        lines[1999] = "\uFEFF" + lines[1999] + "\r";
        byte[] content = FeedLines.Stream([.. lines]).ToArray();
        using var feed = new RecordedFeed([packed ? Packed("x.jsonl.gz", content) : new FeedInput("x.jsonl", () => new MemoryStream(content))]);

        var sink = new CollectingSink();
        var order = new List<(double Ts, long Line)>();
        while (feed.TryRead(sink, CancellationToken.None))
        {
            order.Add((double.Parse(sink.Order[^1].Split('@')[1], System.Globalization.CultureInfo.InvariantCulture), feed.Position.Line));
        }

        Assert.HasCount(1998, order);
        Assert.IsTrue(order.SequenceEqual(order.OrderBy(o => o.Ts).ThenBy(o => o.Line)));
        Assert.HasCount(1, sink.Rejections);
        Assert.AreEqual("8: malformed_json", sink.Rejections[0].ToString()[(sink.Rejections[0].File.Length + 1)..]);
        Assert.AreEqual(2000, feed.Counters.Lines);
        Assert.AreEqual(1, feed.Counters.Blank);
    }

    [TestMethod]
    public void A_file_that_changes_while_it_is_sorted_gives_what_is_still_there()
    {
        byte[] before = FeedLines.Stream(FeedLines.Intent(3, "A"), FeedLines.Intent(1, "B"), FeedLines.Intent(2, "C")).ToArray();
        byte[] after = FeedLines.Stream(FeedLines.Intent(3, "A"), FeedLines.Intent(9, "B")).ToArray();
        int opened = 0;
        using var feed = new RecordedFeed([new FeedInput("a.jsonl", () => new MemoryStream(++opened <= 2 ? before : after))]);
        var sink = new CollectingSink();
        while (feed.TryRead(sink, CancellationToken.None))
        {
        }

        CollectionAssert.AreEqual(new[] { "intent@3" }, sink.Order);
        CollectionAssert.AreEqual(new[] { "a.jsonl:2: unreadable", "a.jsonl:3: unreadable" }, sink.Rejections.Select(r => r.ToString()).ToArray());
    }

    [TestMethod]
    public void A_record_far_out_of_time_does_not_disturb_the_others()
    {
        using var feed = new RecordedFeed([FeedLines.Input("a.jsonl", FeedLines.Intent(9e9), FeedLines.Intent(5), FeedLines.Intent(6), FeedLines.Intent(-3))]);

        CollectionAssert.AreEqual(new[] { "intent@-3", "intent@5", "intent@6", "intent@9000000000" }, FeedLines.Drain(feed).Order);
    }

    [TestMethod]
    public void Assumed_order_takes_lines_as_they_stand()
    {
        using var feed = new RecordedFeed([FeedLines.Input("a.jsonl", FeedLines.Intent(5), FeedLines.Intent(2))], new FeedOptions { AssumeSorted = true });

        CollectionAssert.AreEqual(new[] { "intent@5", "intent@2" }, FeedLines.Drain(feed).Order);
    }

    [TestMethod]
    public void Strict_reading_stops_at_the_first_bad_line()
    {
        using var feed = new RecordedFeed([FeedLines.Input("dir.jsonl", FeedLines.Intent(1), "{\"kind\":\"tick\",\"ts\":2}", FeedLines.Intent(3))], new FeedOptions { Strict = true });
        var sink = new CollectingSink();

        Assert.IsTrue(feed.TryRead(sink, CancellationToken.None));
        FeedFormatException e = Assert.ThrowsExactly<FeedFormatException>(() => feed.TryRead(sink, CancellationToken.None));
        Assert.AreEqual("dir.jsonl:2: unknown_kind", e.Message);
        Assert.AreEqual(FeedLines.Intent(1).Length + 1, e.Rejection.Offset);
    }

    [TestMethod]
    public void A_damaged_archive_gives_what_is_before_the_damage()
    {
        var lines = new List<string>();
        for (int i = 0; i < 5000; i++)
        {
            lines.Add(FeedLines.Snapshot(i, i));
        }

        byte[] packed = Pack(FeedLines.Stream([.. lines]).ToArray());
        byte[] cut = packed[..(packed.Length / 2)];
        byte[] flipped = [.. packed];
        flipped[packed.Length / 2] ^= 0x5A;
        foreach (byte[] content in new[] { cut, flipped, [0x1F, 0x8B], [0x1F, 0x8B, 0x08, 0, 1, 2, 3] })
        {
            using var feed = new RecordedFeed([new FeedInput("a.jsonl.gz", () => new MemoryStream(content))]);
            CollectingSink sink = FeedLines.Drain(feed);

            Assert.IsTrue(sink.Seqs.SequenceEqual(Enumerable.Range(0, sink.Seqs.Count).Select(i => (long)i)));
            Assert.IsGreaterThanOrEqualTo(content.Length > 100 ? 100 : 0, sink.Seqs.Count);
        }
    }

    [TestMethod]
    public void Folders_give_their_feed_files_with_the_oldest_generation_first()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("hedgeflow-feed-");
        try
        {
            string Write(string name, string content = "")
            {
                string path = Path.Combine(folder.FullName, name);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllBytes(path, name.EndsWith(".gz", StringComparison.Ordinal) ? Pack(Encoding.UTF8.GetBytes(content)) : Encoding.UTF8.GetBytes(content));
                return path;
            }

            Write("feed.jsonl", FeedLines.Intent(1, "LIVE") + "\n");
            Write("feed.2.jsonl", FeedLines.Intent(1, "GEN2") + "\n");
            Write("feed.10.jsonl", FeedLines.Intent(1, "GEN10") + "\n");
            Write("feed.jsonl.1.gz", FeedLines.Intent(1, "GEN1") + "\n");
            Write("archive/feed.5.jsonl.gz", FeedLines.Intent(1, "ARCHIVED") + "\n");
            Write("execution/orders_executed.jsonl", FeedLines.Ack(1, 1).Replace("\"kind\"", "\"event_type\"", StringComparison.Ordinal) + "\n");
            Write("execution/archive/order_metrics.5.jsonl.gz", """{"attempt_id":"a","symbol":"METRIC","ts":1}""" + "\n");
            Write("execution/router_metrics.jsonl", "not ours");
            Write("execution/events.1.jsonl", "not ours");
            Write("router_health.jsonl", "not ours");
            Write("notes.txt", "not ours");
            Write("state/nav.json", "not ours");
            Write("other-book/feed.jsonl", "not ours");
            Write(".gz", "");

            using RecordedFeed feed = RecordedFeed.Open([folder.FullName]);
            CollectingSink sink = FeedLines.Drain(feed);

            CollectionAssert.AreEqual(
                new[] { "METRIC", "BTCUSDT", "ARCHIVED", "GEN10", "GEN2", "GEN1", "LIVE" }, sink.Facts.Select(f => f.Symbol).ToArray());
            Assert.IsEmpty(sink.Rejections);
            Assert.AreEqual(feed.BytesTotal, feed.BytesRead);
            Assert.ThrowsExactly<FileNotFoundException>(() => RecordedFeed.Open([Path.Combine(folder.FullName, "absent.jsonl")]));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [TestMethod]
    public void Reading_can_be_cancelled_and_taken_up_again()
    {
        using var feed = new RecordedFeed([FeedLines.Input("a.jsonl", FeedLines.Intent(2), FeedLines.Intent(1)), FeedLines.Input("b.jsonl", FeedLines.Intent(3))]);
        var sink = new CollectingSink();

        Assert.IsFalse(feed.TryRead(sink, new CancellationToken(canceled: true)));
        Assert.IsTrue(feed.TryRead(sink, CancellationToken.None));
        Assert.IsFalse(feed.TryRead(sink, new CancellationToken(canceled: true)));
        while (feed.TryRead(sink, CancellationToken.None))
        {
        }

        CollectionAssert.AreEqual(new[] { "intent@1", "intent@2", "intent@3" }, sink.Order);
    }

    [TestMethod]
    public void Steady_reading_of_snapshots_allocates_nothing_per_line()
    {
        string[] lines = [.. Enumerable.Range(1, 4000).Select(i => FeedLines.Snapshot(i, i))];
        using var feed = new RecordedFeed([FeedLines.Input("a.jsonl", lines)]);
        var sink = new NullSink();
        for (int i = 0; i < 2000; i++)
        {
            feed.TryRead(sink, CancellationToken.None);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1500; i++)
        {
            feed.TryRead(sink, CancellationToken.None);
        }

        // A new buffer segment every few hundred lines is all that may be needed.
        Assert.IsLessThan(1500 * 8L, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.AreEqual(3500, feed.Counters.CanonicalSnapshots);
    }

    private static FeedInput Packed(string name, byte[] content)
    {
        byte[] packed = Pack(content);
        return new FeedInput(name, () => new MemoryStream(packed), packed.Length);
    }

    private static byte[] Pack(byte[] content)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return packed.ToArray();
    }

    private sealed class NullSink : IFeedSink
    {
        public void OnSnapshot(ExchangeSnapshot snapshot)
        {
        }

        public void OnFact(OrderFact fact)
        {
        }

        public void OnRejected(in FeedRejection rejection)
        {
        }
    }
}
