using System.Text;
using HedgeFlow.Domain;
using HedgeFlow.Feed;
using HedgeFlow.Serialization;

namespace HedgeFlow.Tests.Feed;

[TestClass]
public sealed class FeedParserTests
{
    [TestMethod]
    [DataRow("{", FeedReasons.MalformedJson)]
    [DataRow("{\"kind\":\"intent\",\"ts\":1,\"symbol\":\"A\",\"signal\":\"BUY\"}}", FeedReasons.MalformedJson)]
    [DataRow("{\"kind\":\"intent\" \"ts\":1}", FeedReasons.MalformedJson)]
    [DataRow("{\"kind\":\"intent\",\"ts\":1,\"symbol\":\"\\ud800\",\"signal\":\"BUY\"}", FeedReasons.MalformedJson)]
    [DataRow("{\"kind\":\"snapshot\",\"seq\":1,\"ts\":1,\"source\":\"\\ud800\"}", FeedReasons.MalformedJson)]
    [DataRow("{\"kind\":\"snapshot\",\"seq\":1,\"ts\":1,\"positions\":[{\"symbol\":\"A\"]}", FeedReasons.MalformedJson)]
    [DataRow("\0\0\0", FeedReasons.MalformedJson)]
    [DataRow("// comment", FeedReasons.MalformedJson)]
    [DataRow("NaN", FeedReasons.MalformedJson)]
    [DataRow("[\"snapshot\"]", FeedReasons.NotAnObject)]
    [DataRow("\"snapshot\"", FeedReasons.NotAnObject)]
    [DataRow("true", FeedReasons.NotAnObject)]
    [DataRow("{}", FeedReasons.MissingKind)]
    [DataRow("{\"kind\":null,\"ts\":1}", FeedReasons.MissingKind)]
    [DataRow("{\"kind\":5,\"ts\":1}", FeedReasons.UnknownKind)]
    [DataRow("{\"kind\":\"Snapshot\",\"ts\":1,\"seq\":1}", FeedReasons.UnknownKind)]
    [DataRow("{\"kind\":\"snapshot\",\"ts\":1,\"seq\":1,\"kind\":\"tick\"}", FeedReasons.UnknownKind)]
    [DataRow("{\"kind\":\"snapshot\",\"seq\":1}", FeedReasons.MissingTs)]
    [DataRow("{\"kind\":\"snapshot\",\"seq\":1,\"ts\":1e400}", FeedReasons.MissingTs)]
    [DataRow("{\"kind\":\"snapshot\",\"seq\":1,\"ts\":null,\"source\":\"live\",\"account\":{},\"balances\":[],\"positions\":[],\"prices\":{}}", FeedReasons.MissingTs)]
    [DataRow("{\"kind\":\"snapshot\",\"ts\":1}", "missing_field:seq")]
    [DataRow("{\"kind\":\"snapshot\",\"ts\":1,\"seq\":null}", FeedReasons.SeqNotIncreasing)]
    [DataRow("{\"kind\":\"snapshot\",\"ts\":1,\"seq\":1.5}", FeedReasons.SeqNotIncreasing)]
    [DataRow("{\"kind\":\"snapshot\",\"ts\":1,\"seq\":9223372036854775808}", FeedReasons.SeqNotIncreasing)]
    [DataRow("{\"kind\":\"order_fill\",\"ts\":1,\"symbol\":\"A\",\"side\":\"BUY\",\"tradeIds\":[]}", "missing_field:ts_fill_first")]
    [DataRow("{\"event_type\":\"order_close\",\"ts\":\"x\",\"symbol\":\"A\"}", FeedReasons.MissingTs)]
    [DataRow("{\"event_type\":\"order_close\",\"ts\":1,\"symbol\":\"A\"}", "missing_field:ts_close")]
    public void A_bad_line_is_rejected_with_its_reason(string line, string reason)
    {
        Assert.AreEqual(FeedOutcome.Rejected, Parse(line, out OrderFact? fact, out string actual, out _));
        Assert.AreEqual(reason, actual);
        Assert.IsNull(fact);
    }

    [TestMethod]
    [DataRow("{\"event_type\":\"heartbeat\",\"ts\":1}")]
    [DataRow("{\"event_type\":\"order_metric\",\"ts\":1}")]
    [DataRow("{\"event_type\":7}")]
    [DataRow("{\"event\":\"position_close\",\"ts\":1,\"symbol\":\"A\"}")]
    public void Rows_of_native_logs_that_are_no_records_are_ignored(string line) =>
        Assert.AreEqual(FeedOutcome.Ignored, Parse(line, out _, out _, out _));

    [TestMethod]
    [DataRow("")]
    [DataRow(" \t ")]
    [DataRow("\r")]
    public void Blank_lines_are_blank(string line) => Assert.AreEqual(FeedOutcome.Blank, Parse(line, out _, out _, out _));

    [TestMethod]
    public void Invalid_utf8_anywhere_rejects_the_line()
    {
        byte[] line = Encoding.Latin1.GetBytes(FeedLines.Snapshot(1, 1).Replace("\"errors\"", "\"\xFFx\":1,\"errors\"", StringComparison.Ordinal));
        using var snapshot = new ExchangeSnapshot();

        Assert.AreEqual(FeedOutcome.Rejected, new FeedParser("feed.jsonl").Parse(line, snapshot, out _, out string reason));
        Assert.AreEqual(FeedReasons.MalformedJson, reason);
    }

    [TestMethod]
    public void Nesting_too_deep_for_the_stack_is_malformed()
    {
        string deep = "{\"kind\":\"snapshot\",\"seq\":1,\"ts\":1,\"x\":" + new string('[', 300_000) + new string(']', 300_000) + "}";

        Assert.AreEqual(FeedOutcome.Rejected, Parse(deep, out _, out string reason, out _));
        Assert.AreEqual(FeedReasons.MalformedJson, reason);
    }

    [TestMethod]
    [DataRow("\"account\":5,\"balances\":{},\"positions\":\"x\",\"prices\":[1],\"errors\":7,\"source\":[],\"testnet\":{},\"dual_side\":[]")]
    [DataRow("\"account\":null,\"balances\":null,\"positions\":null,\"prices\":null,\"errors\":null,\"source\":null,\"testnet\":null,\"dual_side\":null")]
    [DataRow("\"account\":{\"totalMarginBalance\":[]},\"balances\":[5,{},{\"balance\":1}],\"positions\":[null,[{}]],\"prices\":{\"A\":null,\"\":1,\"B\":\"x\"},\"errors\":[1]")]
    [DataRow("\"positions\":[{\"symbol\":\"A\",\"qty\":1}],\"positions\":false,\"prices\":{\"A\":1},\"prices\":0")]
    public void Parts_of_wrong_types_are_missing_parts(string parts)
    {
        Assert.AreEqual(FeedOutcome.Snapshot, Parse($"{{\"kind\":\"snapshot\",\"seq\":1,\"ts\":1,{parts}}}", out _, out _, out ExchangeSnapshot snapshot));
        Assert.AreEqual("", snapshot.Source);
        Assert.IsFalse(snapshot.Testnet);
        Assert.IsNull(snapshot.DualSide);
        Assert.IsTrue(double.IsNaN(snapshot.Equity));
        Assert.AreEqual(0, snapshot.Balances.Count + snapshot.Positions.Count + snapshot.Prices.Count + snapshot.Errors.Count);
    }

    [TestMethod]
    public void A_free_form_snapshot_is_read()
    {
        const string Line = """
            {"prices":{" ethusdt ":"2900.5"}, "positions":[{"symbol":"ETHUSDT","positionAmt":"-2","entryPrice":"3000","markPrice":"2900","unRealizedProfit":"200","leverage":"3","positionSide":"SHORT"}],
             "errors":[{"endpoint":"balance","category":"network","code":-1003,"retriable":1}],"dual_side":"yes","dry_run":"on","extra":{"a":[1]},"source":"live",
             "account":{"totalWalletBalance":"100","totalUnrealizedProfit":-5},"ts":"2025-11-24T16:00:00.5Z","seq":7,"kind":"\u0073napshot"}
            """;

        Assert.AreEqual(FeedOutcome.Snapshot, Parse(Line, out _, out _, out ExchangeSnapshot snapshot));
        Assert.AreEqual(7, snapshot.Seq);
        Assert.AreEqual(1764000000.5, snapshot.Ts);
        Assert.AreEqual("live", snapshot.Source);
        Assert.IsTrue(snapshot.DryRun);
        Assert.IsTrue(snapshot.DualSide);
        Assert.AreEqual(95.0, snapshot.Equity);
        Assert.AreEqual(new PriceMark("ETHUSDT", 2900.5), snapshot.Prices[0]);
        Assert.AreEqual(-2.0, snapshot.Positions[0].Qty);
        Assert.AreEqual(PositionSideWord.Short, snapshot.Positions[0].Word);
        Assert.AreEqual(new SnapshotError("balance", "network", -1003, true), snapshot.Errors[0]);
    }

    [TestMethod]
    public void A_rejected_snapshot_leaves_the_sequence_where_it_was()
    {
        var parser = new FeedParser("feed.jsonl");
        using var snapshot = new ExchangeSnapshot();
        FeedOutcome Read(string line) => parser.Parse(Encoding.UTF8.GetBytes(line), snapshot, out _, out _);

        Assert.AreEqual(FeedOutcome.Snapshot, Read(FeedLines.Snapshot(1, 1)));
        Assert.AreEqual(FeedOutcome.Rejected, Read("{\"kind\":\"snapshot\",\"seq\":9,\"ts\":1,\"prices\":{\"A\":1}"));
        Assert.AreEqual(FeedOutcome.Rejected, Read("{\"kind\":\"snapshot\",\"seq\":9,\"ts\":\"never\"}"));
        Assert.AreEqual(FeedOutcome.Rejected, Read(FeedLines.Snapshot(1, 2)));
        Assert.AreEqual(FeedOutcome.Snapshot, Read(FeedLines.Snapshot(2, 2)));
    }

    [TestMethod]
    public void Facts_keep_every_member_and_exact_ids()
    {
        const string Line = """{"kind":"order_ack","ts":"2025-11-24T16:00:00Z","symbol":" btcusdt","side":"BUY","ts_ack":null,"orderId":9223372036854775807,"clientOrderId":"c","request_qty":1,"order_type":"MARKET","status":"NEW","note":{"a":[1,"x"]}}""";

        Assert.AreEqual(FeedOutcome.Fact, Parse(Line, out OrderFact? fact, out _, out _));
        Assert.AreEqual(FeedKind.OrderAck, fact!.Kind);
        Assert.AreEqual(1764000000.0, fact.Ts);
        Assert.AreEqual("BTCUSDT", fact.Symbol);
        Assert.AreEqual(long.MaxValue, Coerce.Integer(fact.Payload["orderId"]));
        Assert.AreEqual("""{"a":[1,"x"]}""", fact.Payload["note"]!.ToJsonString());
    }

    [TestMethod]
    [DataRow("order_metrics.jsonl", FeedOutcome.Fact)]
    [DataRow("order_metrics.3.jsonl.gz", FeedOutcome.Fact)]
    [DataRow("order_metrics", FeedOutcome.Fact)]
    [DataRow("order_metrics_old.jsonl", FeedOutcome.Rejected)]
    [DataRow("feed.jsonl", FeedOutcome.Rejected)]
    public void The_metrics_log_is_known_by_its_name(string file, FeedOutcome expected)
    {
        using var snapshot = new ExchangeSnapshot();
        Assert.AreEqual(expected, new FeedParser(file).Parse("""{"attempt_id":"a","symbol":"A","ts":1764000000.5}"""u8, snapshot, out _, out _));
    }

    private static FeedOutcome Parse(string line, out OrderFact? fact, out string reason, out ExchangeSnapshot snapshot)
    {
        snapshot = new ExchangeSnapshot();
        return new FeedParser("feed.jsonl").Parse(Encoding.UTF8.GetBytes(line), snapshot, out fact, out reason);
    }
}
