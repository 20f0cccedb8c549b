using System.Text;
using HedgeFlow.Domain;
using HedgeFlow.Feed;

namespace HedgeFlow.Tests.Feed;

/// <summary>Lines and small feeds for tests.</summary>
internal static class FeedLines
{
    public static string Snapshot(long seq, double ts) => FormattableString.Invariant(
        $$$"""{"kind":"snapshot","seq":{{{seq}}},"ts":{{{ts}}},"source":"replay","testnet":false,"dry_run":true,"account":{"totalMarginBalance":10005.0,"totalWalletBalance":10000.0,"totalUnrealizedProfit":5.0},"balances":[{"asset":"USDT","balance":10000.0,"availableBalance":9900.0}],"positions":[{"symbol":"BTCUSDT","positionSide":"LONG","qty":0.5,"entryPrice":100.0,"unrealized":5.0,"markPrice":110.0,"leverage":3.0}],"prices":{"BTCUSDT":110.0},"dual_side":true,"errors":[]}""");

    public static string Intent(double ts, string symbol = "BTCUSDT") => FormattableString.Invariant(
        $$$"""{"kind":"intent","ts":{{{ts}}},"symbol":"{{{symbol}}}","signal":"BUY"}""");

    public static string Ack(double ts, long orderId) => FormattableString.Invariant(
        $$$"""{"kind":"order_ack","ts":{{{ts}}},"symbol":"BTCUSDT","side":"BUY","ts_ack":"2025-11-24T16:00:00+00:00","orderId":{{{orderId}}},"clientOrderId":"c","request_qty":0.002,"order_type":"MARKET","status":"NEW"}""");

    public static MemoryStream Stream(params ReadOnlySpan<string> lines)
    {
        var text = new StringBuilder();
        foreach (string line in lines)
        {
            text.Append(line).Append('\n');
        }

        return new MemoryStream(Encoding.UTF8.GetBytes(text.ToString()));
    }

    public static FeedInput Input(string name, params ReadOnlySpan<string> lines)
    {
        byte[] content = Stream(lines).ToArray();
        return new FeedInput(name, () => new MemoryStream(content), content.Length);
    }

    /// <summary>Reads the feed to its end.</summary>
    public static CollectingSink Drain(IFeedSource feed)
    {
        var sink = new CollectingSink();
        while (feed.TryRead(sink, CancellationToken.None))
        {
        }

        FeedCounters counters = feed.Counters;
        long unread = sink.Rejections.Count(r => r.Reason == FeedReasons.Unreadable);
        Assert.AreEqual(
            counters.Lines, counters.Records + counters.Rejected - unread + counters.Ignored + counters.Blank, "every line is one of these");
        Assert.HasCount((int)counters.Rejected, sink.Rejections);
        Assert.AreEqual(counters[FeedKind.Snapshot], sink.Seqs.Count);
        return sink;
    }
}
