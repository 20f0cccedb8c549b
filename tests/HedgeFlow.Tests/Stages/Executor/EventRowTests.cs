using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Executor;

namespace HedgeFlow.Tests.Stages.Executor;

[TestClass]
public sealed class EventRowTests
{
    [TestMethod]
    [DataRow("OrderAck", """{"status":"NEW"}""", "order")]
    [DataRow("OrderAck", """{"status":"REJECTED"}""", "error")]
    [DataRow("OrderAck", """{"status":"REJECTED","timeInForce":"GTX"}""", "router")]
    [DataRow("OrderAck", """{"status":"EXPIRED","timeInForce":"GTX"}""", "router")]
    [DataRow("OrderAck", """{"status":"EXPIRED"}""", "cancel")]
    [DataRow("OrderFill", """{"status":"FILLED"}""", "fill")]
    [DataRow("OrderFill", """{"status":"CANCELED"}""", "cancel")]
    [DataRow("OrderFill", """{"status":"REJECTED"}""", "error")]
    [DataRow("OrderClose", "{}", "fill")]
    [DataRow("OrderError", """{"reason":"exchange_error"}""", "error")]
    [DataRow("OrderError", """{"reason":"post_only_reject","retried":true,"classification":{"code":-2010}}""", "router")]
    [DataRow("OrderError", """{"reason":"x","message":"Order would immediately match and take."}""", "router")]
    [DataRow("OrderMetric", """{"route":"maker_first"}""", "router")]
    public void A_fact_has_the_type_of_the_closed_set(string kind, string payload, string type)
    {
        JsonObject row = Row(kind, payload);
        Assert.AreEqual(type, Coerce.Text(row["type"]));
        CollectionAssert.AreEqual(
            (string[])["ts", "type", "symbol", "qty", "price", "is_maker", "slippage_bps", "metadata"], row.Select(member => member.Key).ToArray());
        Assert.IsInstanceOfType<JsonObject>(row["metadata"]);
    }

    [TestMethod]
    public void A_routing_says_how_often_it_was_refused_and_why_it_went_so() => Assert.AreEqual(
        """{"route":"maker_first","maker_start":true,"used_fallback":true,"rejections":2,"offset_bps":1.5,"reasons":["too_slow"],"attempt_id":"a"}""",
        Row("OrderMetric", """{"attempt_id":"a","route":"maker_first","maker_start":true,"used_fallback":true,"decision":{"post_only_rejects":2,"offset_bps":1.5,"reasons":["too_slow"]}}""")["metadata"]!.ToJsonString());

    private static JsonObject Row(string kind, string payload) =>
        EventRows.Of(new OrderFact(Enum.Parse<FeedKind>(kind), 1764000000, "BTCUSDT", (JsonObject)JsonNode.Parse(payload)!))!.Value.Payload;
}
