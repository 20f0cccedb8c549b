using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Intel;
using HedgeFlow.Stages.Intel.Allocator;
using HedgeFlow.State;

namespace HedgeFlow.Tests.Stages.Intel.Allocator;

[TestClass]
public sealed class FeedbackAllocatorTests
{
    private const double Now = 1765584000;

    [TestMethod]
    public void A_higher_score_never_gets_less()
    {
        Prop.ForAll(Gen.Choose(0, 1000).ArrayOf(6).ToArbitrary(), scores =>
            {
                RiskAllocationSuggestionsV6State state = Build(scores, 0);
                RiskAllocationSuggestionsV6State.Row[] rows = [.. state.Symbols.OrderBy(row => row.Score)];
                return rows.Zip(rows.Skip(1)).All(pair =>
                    pair.First.SuggestedWeight <= pair.Second.SuggestedWeight
                    && pair.First.SuggestedCaps.MaxNavPct <= pair.Second.SuggestedCaps.MaxNavPct);
            })
            .QuickCheckThrowOnFailure();
    }

    [TestMethod]
    public void Weights_never_exceed_the_mode_and_careful_modes_give_less()
    {
        Prop.ForAll(Gen.Choose(1, 1000).ArrayOf(40).ToArbitrary(), scores =>
            {
                RiskAllocationSuggestionsV6State normal = Build(scores, 0);
                RiskAllocationSuggestionsV6State cautious = Build(scores, 5);
                RiskAllocationSuggestionsV6State defensive = Build(scores, 10);
                double rounding = scores.Length * 5e-7;
                return normal.Symbols.Sum(row => row.SuggestedWeight) is var all && all <= 0.90 + rounding && all <= 1
                    && cautious.Symbols.Sum(row => row.SuggestedWeight) <= 0.65 + rounding
                    && defensive.Symbols.Sum(row => row.SuggestedWeight) <= 0.45 + rounding
                    && Less(defensive, cautious) && Less(cautious, normal);
            })
            .QuickCheckThrowOnFailure();
    }

    [TestMethod]
    public void Without_intel_there_is_the_book_and_no_symbol()
    {
        RiskAllocationSuggestionsV6State state = new AllocatorDocuments { Nav = new JsonObject { ["nav"] = 100 } }.Build(Now);
        Assert.AreEqual(0, state.Symbols.Count);
        Assert.AreEqual(100, state.Global.CurrentEquityUsd);
        Assert.AreEqual("normal", state.Global.RiskMode);
        Assert.AreEqual(7, state.LookbackDays);
    }

    [TestMethod]
    public void Disabled_pairs_are_listed_unless_that_is_asked_for()
    {
        var pairs = (JsonObject)JsonNode.Parse("""{"universe":[{"symbol":"A"},{"symbol":"B","enabled":false}]}""")!;
        CollectionAssert.AreEqual(new[] { "A", "B" }, AllocatorCaps.Read(pairs, null).Symbols.ToArray());
        CollectionAssert.AreEqual(new[] { "A" }, AllocatorCaps.Read(pairs, null, requireEnabled: true).Symbols.ToArray());
    }

    [TestMethod]
    public void The_rationale_is_its_items_in_one_text()
    {
        RiskAllocationSuggestionsV6State.Row row = Build([500, 250], 0).Symbols[0];
        Assert.AreEqual(string.Join(' ', row.RationaleItems), row.Rationale);
        Assert.AreEqual("score_share score=0.50 share=66.67%", row.RationaleItems[0]);
    }

    [TestMethod]
    public void Any_document_gives_a_finite_result()
    {
        Gen<JsonObject> pair = AnyJson.Row("symbol", "caps", "enabled");
        Gen<JsonObject> caps = AnyJson.Row("max_nav_pct", "max_trade_nav_pct", "max_concurrent_positions");
        Gen<JsonObject> score = AnyJson.Row("symbol", "score");
        Prop.ForAll(pair.Zip(caps).Zip(score).ToArbitrary(), input =>
            {
                ((JsonObject listed, JsonObject limits), JsonObject scored) = input;
                listed["caps"] = limits;
                RiskAllocationSuggestionsV6State state = new AllocatorDocuments
                {
                    PairsUniverse = new JsonObject { ["universe"] = new JsonArray(listed, new JsonObject { ["symbol"] = "A" }) },
                    SymbolScores = new JsonObject { ["symbols"] = new JsonArray(scored, new JsonObject { ["symbol"] = "A", ["score"] = 0.5 }) },
                    RiskConfig = new JsonObject { ["global"] = limits.DeepClone() },
                }.Build(Now);
                byte[] bytes = JsonSerializer.SerializeToUtf8Bytes(state, RiskAllocationSuggestionsV6State.Surface.TypeInfo);
                return JsonNodes.Parse(bytes) is JsonObject
                    && state.Symbols.All(row => row.SuggestedWeight is >= 0 and <= 1 && double.IsFinite(row.SuggestedCaps.MaxNavPct));
            })
            .QuickCheckThrowOnFailure();
    }

    private static bool Less(RiskAllocationSuggestionsV6State careful, RiskAllocationSuggestionsV6State bold) =>
        careful.Symbols.Zip(bold.Symbols).All(pair =>
            pair.First.SuggestedWeight <= pair.Second.SuggestedWeight
            && pair.First.SuggestedCaps.MaxNavPct <= pair.Second.SuggestedCaps.MaxNavPct
            && pair.First.SuggestedCaps.MaxTradeNavPct <= pair.Second.SuggestedCaps.MaxTradeNavPct);

    private static RiskAllocationSuggestionsV6State Build(int[] scores, double drawdownPct)
    {
        var pairs = new JsonArray();
        var rows = new JsonArray();
        for (int i = 0; i < scores.Length; i++)
        {
            pairs.Add((JsonNode)new JsonObject { ["symbol"] = $"S{i:00}" });
            rows.Add((JsonNode)new JsonObject { ["symbol"] = $"S{i:00}", ["score"] = scores[i] / 1000.0 });
        }

        return FeedbackAllocator.Build(
            ExpectancyView.None,
            ScoresView.Read(new JsonObject { ["symbols"] = rows }),
            PolicyView.None,
            AllocatorCaps.Read(new JsonObject { ["universe"] = pairs }, null),
            10000,
            drawdownPct,
            null,
            Now);
    }
}
