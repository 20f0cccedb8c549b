using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using HedgeFlow.Stages.Intel.Factors;
using HedgeFlow.Stages.Intel.Momentum;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Stages.Intel.Factors;

[TestClass]
public sealed class FactorDiagnosticsConfigTests
{
    [TestMethod]
    [DataRow("""{"enabled":1}""", "factor_diagnostics.enabled")]
    [DataRow("""{"factors":["a","a"]}""", "factor_diagnostics.factors")]
    [DataRow("""{"factors":["a",""]}""", "factor_diagnostics.factors")]
    [DataRow("""{"factors":null}""", "factor_diagnostics.factors")]
    [DataRow("""{"normalization_mode":null}""", "factor_diagnostics.normalization_mode")]
    [DataRow("""{"covariance_lookback_days":30.5}""", "factor_diagnostics.covariance_lookback_days")]
    [DataRow("""{"max_abs_zscore":0}""", "factor_diagnostics.max_abs_zscore")]
    [DataRow("""{"orthogonalization":{"enabled":"true"}}""", "factor_diagnostics.orthogonalization.enabled")]
    [DataRow("""{"orthogonalization":{"method":1}}""", "factor_diagnostics.orthogonalization.method")]
    [DataRow("""{"auto_weighting":{"min_weight":-0.1}}""", "factor_diagnostics.auto_weighting.min_weight")]
    [DataRow("""{"auto_weighting":{"min_weight":0.5,"max_weight":0.4}}""", "factor_diagnostics.auto_weighting.min_weight")]
    [DataRow("""{"auto_weighting":{"smoothing_alpha":1.1}}""", "factor_diagnostics.auto_weighting.smoothing_alpha")]
    public void A_member_of_the_wrong_kind_or_out_of_range_rejects_the_block_and_is_named(string block, string member)
    {
        Assert.IsNull(FactorDiagnosticsConfig.Load(Root("factor_diagnostics", block), out string? fault));
        StringAssert.StartsWith(fault, member + ":");
    }

    [TestMethod]
    [DataRow("""{"lookback_bars":1}""", "rv_momentum.lookback_bars")]
    [DataRow("""{"lookback_bars":1000000000}""", "rv_momentum.lookback_bars")]
    [DataRow("""{"half_life_bars":0}""", "rv_momentum.half_life_bars")]
    [DataRow("""{"max_abs_score":-1}""", "rv_momentum.max_abs_score")]
    [DataRow("""{"per_symbol_weight":"0.1"}""", "rv_momentum.per_symbol_weight")]
    [DataRow("""{"rv_min_for_long":null}""", "rv_momentum.rv_min_for_long")]
    public void A_momentum_member_of_the_wrong_kind_or_out_of_range_rejects_its_block(string block, string member)
    {
        Assert.IsNull(RvMomentumConfig.Load(Root("rv_momentum", block), out string? fault));
        StringAssert.StartsWith(fault, member + ":");
    }

    [TestMethod]
    public void An_integral_number_may_be_written_with_a_fraction_of_zero()
    {
        Assert.AreEqual(24, RvMomentumConfig.Load(Root("rv_momentum", """{"lookback_bars":24.0}"""), out _)!.LookbackBars);
        Assert.AreEqual(7, FactorDiagnosticsConfig.Load(Root("factor_diagnostics", """{"pnl_attribution_lookback_days":7.0}"""), out _)!.PnlAttributionLookbackDays);
    }

    [TestMethod]
    public void The_shipped_configuration_is_the_defaults_with_both_blocks_on()
    {
        JsonNode? shipped = HedgeFlow.Serialization.JsonNodes.Parse(File.ReadAllBytes(Path.Combine(Repository.Root, "config", "strategy_config.json")));
        FactorDiagnosticsConfig config = FactorDiagnosticsConfig.Load(shipped, out string? fault)!;
        Assert.IsNull(fault);
        Assert.AreEqual(new OrthogonalizationSettings(true), config.Orthogonalization);
        Assert.AreEqual(new AutoWeightingSettings(true), config.AutoWeighting);
        CollectionAssert.AreEqual(FactorNames.Default.All.ToArray(), config.Factors.All.ToArray());
        Assert.AreEqual(RvMomentumConfig.Default, RvMomentumConfig.Load(shipped, out _));
        JsonNode? baskets = HedgeFlow.Serialization.JsonNodes.Parse(File.ReadAllBytes(Path.Combine(Repository.Root, "config", "rv_momo_baskets.json")));
        CollectionAssert.AreEqual(RvBaskets.BuiltIn.Symbols().ToArray(), RvBaskets.Load(baskets, out _)!.Symbols().ToArray());
    }

    [TestMethod]
    public void Any_document_loads_or_names_its_fault() =>
        Prop.ForAll(
            AnyJson.Row("enabled", "factors", "normalization_mode", "max_abs_zscore", "orthogonalization", "auto_weighting", "lookback_bars", "half_life_bars").ToArbitrary(),
            block =>
            {
                var root = new JsonObject { ["factor_diagnostics"] = block.DeepClone(), ["rv_momentum"] = block.DeepClone() };
                Assert.AreEqual(FactorDiagnosticsConfig.Load(root, out string? fault) is null, fault is not null);
                Assert.AreEqual(RvMomentumConfig.Load(root, out fault) is null, fault is not null);
                Assert.AreEqual(RvBaskets.Load(new JsonObject { ["baskets"] = block.DeepClone(), ["pairs"] = block.DeepClone() }, out fault) is null, fault is not null);
            }).QuickCheckThrowOnFailure();

    private static JsonNode? Root(string name, string block) => JsonNode.Parse($$"""{"{{name}}":{{block}}}""");
}
