using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Executor.Orders;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Stages.Executor.Orders;

[TestClass]
public sealed class IntentNormalizerTests
{
    private const double Now = 1764000000.25;

    private static readonly string[] Members =
    [
        "symbol", "pair", "signal", "side", "timestamp", "ts", "time", "timeframe", "interval", "reduceOnly", "reduce_only", "price",
        "capital_per_trade", "capital", "notional", "leverage", "lev", "gross_usd", "positionSide", "posSide", "veto", "strategy", "source",
        "signal_ts", "generated_at", "confidence", "qty", "quantity", "metadata", "attempt_id", "intent_id", "urgent", "take_profit_price",
    ];

    [TestMethod]
    public void Garbage_never_throws_and_leaves_no_unusable_number() => Prop.ForAll<int>(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var raw = new GarbageJson(seed).Object(Members, "symbol");
        raw["symbol"] = "btcusdt";
        Intent intent = new IntentNormalizer(new IntentIds(7)).Normalize(raw, Now).Intent!;
        return intent.Symbol == "BTCUSDT" && intent.Leverage > 0 && double.IsFinite(intent.Leverage)
            && intent.GrossUsd >= 0 && double.IsFinite(intent.GrossUsd) && double.IsFinite(intent.Price) && double.IsFinite(intent.Timestamp)
            && intent.PositionSide is "" or "LONG" or "SHORT" or "BOTH" && NonFinite(intent.Payload) == 0;
    }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void Garbage_without_a_usable_symbol_is_rejected_not_thrown() => Prop.ForAll<int>(ArbMap.Default.ArbFor<int>(), seed =>
    {
        IntentOutcome outcome = new IntentNormalizer(new IntentIds(7)).Normalize(new GarbageJson(seed).Object(Members, "symbol", "pair"), Now);
        return outcome.Intent is null && outcome.Rejected == "missing_symbol";
    }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void Normalising_twice_changes_nothing() => Prop.ForAll<int>(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var raw = new GarbageJson(seed).Object(Members, "symbol");
        raw["symbol"] = "ETHUSDT";
        var normalizer = new IntentNormalizer(new IntentIds(7));
        Intent once = normalizer.Normalize(raw, Now).Intent!;
        Intent twice = normalizer.Normalize(once.Payload, Now + 5).Intent!;
        return JsonNode.DeepEquals(once.Payload, twice.Payload);
    }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void The_document_that_came_in_is_left_alone()
    {
        var raw = (JsonObject)JsonNodes.TryParse("""{"pair":" ethusdt ","signal":"long","lev":"3","capital":10}""", out _)!;
        string before = raw.ToJsonString();
        Intent intent = new IntentNormalizer(new IntentIds(1)).Normalize(raw, Now).Intent!;
        Assert.AreEqual(before, raw.ToJsonString());
        Assert.AreEqual("ETHUSDT", intent.Symbol);
        Assert.AreEqual(30.0, intent.GrossUsd);
        Assert.AreEqual(Now, intent.Timestamp);
        Assert.IsTrue(intent.IsTradable);
    }

    [TestMethod]
    public void Ids_are_made_only_when_absent_and_repeat_with_the_seed()
    {
        var raw = new JsonObject { ["symbol"] = "A", ["attempt_id"] = "sig_mine" };
        Intent first = new IntentNormalizer(new IntentIds(42)).Normalize(raw, Now).Intent!;
        Intent again = new IntentNormalizer(new IntentIds(42)).Normalize(raw, Now).Intent!;
        Intent other = new IntentNormalizer(new IntentIds(43)).Normalize(raw, Now).Intent!;
        Assert.AreEqual("sig_mine", first.AttemptId);
        Assert.MatchesRegex("^ord_[0-9a-f]{10}$", first.IntentId);
        Assert.AreEqual(first.IntentId, again.IntentId);
        Assert.AreNotEqual(first.IntentId, other.IntentId);
    }

    private static int NonFinite(JsonNode? node) => node switch
    {
        JsonArray list => list.Sum(NonFinite),
        JsonObject map => map.Sum(member => NonFinite(member.Value)),
        _ => Coerce.IsNonFinite(node) ? 1 : 0,
    };
}
