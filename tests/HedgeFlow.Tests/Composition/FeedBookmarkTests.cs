using HedgeFlow.Domain;
using HedgeFlow.Feed;
using HedgeFlow.Host.Composition;
using HedgeFlow.Tests.Feed;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Composition;

[TestClass]
public sealed class FeedBookmarkTests
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTimeProvider _time = new();

    private string Feed => _folder["feed.jsonl"];

    [TestInitialize]
    public void WriteFeed() => File.WriteAllText(Feed, "first line\nrest\n");

    [TestCleanup]
    public void Delete() => _folder.Dispose();

    [TestMethod]
    public void The_next_run_goes_on_behind_the_last_line_and_takes_candles_again()
    {
        Assert.AreEqual("1 2 3", Run(complete: true, (1, FeedKind.Candle), (2, FeedKind.OrderFill), (3, FeedKind.OrderFill)));
        Assert.AreEqual("1 4", Run(complete: true, (1, FeedKind.Candle), (2, FeedKind.OrderFill), (3, FeedKind.OrderFill), (4, FeedKind.OrderFill)));
        Assert.AreEqual("1 5", Run(complete: true, (1, FeedKind.Candle), (4, FeedKind.OrderFill), (5, FeedKind.OrderFill)));
    }

    [TestMethod]
    public void Another_file_under_the_name_is_taken_from_its_start()
    {
        Run(complete: true, (1, FeedKind.OrderFill), (2, FeedKind.OrderFill));
        File.WriteAllText(Feed, "another first line\n");
        Assert.AreEqual("1 2", Run(complete: true, (1, FeedKind.OrderFill), (2, FeedKind.OrderFill)));
    }

    [TestMethod]
    public void A_killed_run_repeats_what_it_took_last_and_loses_nothing()
    {
        var source = new Placed();
        var sink = new CollectingSink();
        using (var bookmark = new FeedBookmark(sink, source, Feed, _folder["cache"], _time, static _ => { }))
        {
            Offer(bookmark, source, 1, FeedKind.OrderFill);
            _time.Advance(TimeSpan.FromSeconds(1));
            Offer(bookmark, source, 2, FeedKind.OrderFill);
            _time.Advance(TimeSpan.FromSeconds(1));
            Offer(bookmark, source, 3, FeedKind.OrderFill);
        }

        Assert.AreEqual("2 3", Run(complete: false, (1, FeedKind.OrderFill), (2, FeedKind.OrderFill), (3, FeedKind.OrderFill)));
    }

    private static void Offer(FeedBookmark bookmark, Placed source, long line, FeedKind kind)
    {
        source.Position = new FeedPosition(0, "feed.jsonl", line, line * 100);
        bookmark.OnFact(new OrderFact(kind, line, $"{line}", []));
    }

    private string Run(bool complete, params (long Line, FeedKind Kind)[] records)
    {
        var source = new Placed();
        var sink = new CollectingSink();
        using var bookmark = new FeedBookmark(sink, source, Feed, _folder["cache"], _time, static _ => { });
        foreach ((long line, FeedKind kind) in records)
        {
            Offer(bookmark, source, line, kind);
        }

        if (complete)
        {
            bookmark.Complete();
        }

        return string.Join(' ', sink.Facts.Select(fact => fact.Symbol));
    }

    private sealed class Placed : IFeedSource
    {
        public FeedCounters Counters { get; } = new();

        public FeedPosition Position { get; set; }

        public bool TryRead(IFeedSink sink, CancellationToken cancellationToken) => false;

        public void Dispose()
        {
        }
    }
}
