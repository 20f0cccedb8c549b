using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using HedgeFlow.Stages.Intel.Factors;
using HedgeFlow.State;
using HedgeFlow.Tests.Conformance.Factors;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Stages.Intel.Factors;

/// <summary>Data of which nothing can be learnt gives the documented result, never an error and never a number that is none.</summary>
[TestClass]
public sealed class FactorDegenerateTests
{
    private static readonly FactorDiagnosticsConfig Shipped = FactorDiagnosticsConfig.Default with
    {
        Orthogonalization = new OrthogonalizationSettings(true),
        AutoWeighting = new AutoWeightingSettings(true),
    };

    [TestMethod]
    public void One_symbol_moves_against_nothing()
    {
        FactorDiagnosticsState state = Run([0.3, 0.1, 0.2, 0.9, 0.5, 1]);
        Assert.IsTrue(state.Covariance!.CovarianceMatrix.SelectMany(row => row).All(value => value == 0));
        for (int i = 0; i < 6; i++)
        {
            CollectionAssert.AreEqual(Enumerable.Range(0, 6).Select(j => i == j ? 1.0 : 0).ToArray(), state.Covariance.CorrelationMatrix[i].ToArray());
        }

        CollectionAssert.AreEqual(FactorNames.Default.All.ToArray(), state.Orthogonalized!.Degenerate.ToArray());
        Assert.IsTrue(state.FactorIr.Values.All(ratio => ratio == 0));
        Assert.IsTrue(state.Weights.Values.All(weight => Math.Abs(weight - 1.0 / 6) < 1e-12));
        CheckFile(state);
    }

    [TestMethod]
    public void Two_symbols_leave_one_live_column()
    {
        FactorDiagnosticsState state = Run([1, 1, 0, 0, 0.5, 1], [2, 3, 0, 1, 0.5, 1]);
        Assert.HasCount(5, state.Orthogonalized!.Degenerate);
        Assert.IsTrue(state.Covariance!.FactorVols.Values.All(vol => vol == 0 || Math.Abs(vol - Math.Sqrt(2)) < 1e-12));
    }

    [TestMethod]
    public void Rows_that_are_all_equal_have_coefficients_and_no_movement()
    {
        double[] row = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6];
        FactorDiagnosticsState state = Run(row, row, row);
        Assert.IsTrue(state.NormalizationCoeffs.Values.All(coefficients => coefficients.Std == 1 && coefficients.Range == 1));
        Assert.IsTrue(state.Covariance!.FactorVols.Values.All(vol => vol < 1e-9));
        Assert.HasCount(6, state.Orthogonalized!.Degenerate);
        Assert.AreEqual(1, state.Weights.Values.Sum(), 1e-12);
        CheckFile(state);
    }

    [TestMethod]
    public void A_still_factor_with_pnl_shows_its_ratio_and_gets_no_weight_for_it()
    {
        FactorDiagnosticsState state = FactorDiagnostics.Snapshot(
            Shipped, Vectors([1, 0, 0, 0, 0, 0], [2, 0, 0, 0, 0, 0], [4, 0, 0, 0, 0, 0]), new OrderedDictionary<string, double> { ["trend"] = 1, ["carry"] = 2 }, null, 0);
        Assert.IsGreaterThan(1e8, state.FactorIr["carry"]);
        Assert.IsGreaterThan(state.Weights["carry"], state.Weights["trend"]);
    }

    [TestMethod]
    public void Nothing_at_all_is_the_empty_shape_and_publishes_nothing()
    {
        Assert.IsNull(FactorDiagnostics.Compute(Shipped, [], null, null, 0));
        Assert.IsNull(FactorDiagnostics.Compute(Shipped with { Enabled = false }, Vectors([1, 2, 3, 4, 5, 6]), null, null, 0));
        FactorDiagnosticsState state = FactorDiagnostics.Snapshot(Shipped, [], null, null, 0);
        Assert.AreEqual(0, state.RawFactors.Count);
        Assert.IsNull(state.Covariance);
        CheckFile(state);
    }

    [TestMethod]
    public void Of_rows_with_one_key_the_last_is_shown_at_the_place_of_the_first()
    {
        FactorNames names = FactorNames.Of(["trend"]);
        FactorVector[] vectors =
        [
            new("A", "LONG", "low", 0, names, [1]), new("B", "LONG", "normal", 0, names, [2]), new("A", "LONG", "high", 0, names, [3]), new("A", "SHORT", "normal", 0, names, [4]),
        ];
        FactorDiagnosticsState state = FactorDiagnostics.Snapshot(Shipped with { Factors = names }, vectors, null, null, 0);
        var file = (JsonObject)FactorInputs.Written(FactorDiagnosticsState.Surface, state)!;
        Assert.AreEqual(
            """{"A:LONG":{"factors":{"trend":3},"direction":"LONG","regime":"high"},"B:LONG":{"factors":{"trend":2},"direction":"LONG","regime":"normal"},"A:SHORT":{"factors":{"trend":4},"direction":"SHORT","regime":"normal"}}""",
            file["raw_factors"]!.ToJsonString());
        CollectionAssert.AreEqual(new[] { "A", "B" }, ((JsonObject)file["orthogonalized"]!["per_symbol"]!).Select(row => row.Key).ToArray());
        Assert.AreEqual(2.5, state.NormalizationCoeffs["trend"].Mean, "all rows count");
    }

    [TestMethod]
    public void Any_value_in_any_cell_of_any_row_gives_a_file_without_a_number_that_is_none() =>
        Prop.ForAll(
            AnyJson.Row("trend", "carry", "rv_momentum", "router_quality", "expectancy", "vol_regime", "other").ArrayOf(4)
                .Zip(AnyJson.Row("symbol", "direction", "regime", "hybrid_score", "components", "rv_momentum", "router_quality").ArrayOf(4)).ToArbitrary(),
            input =>
            {
                (JsonObject[] cells, JsonObject[] rows) = input;
                var results = new JsonArray();
                for (int i = 0; i < rows.Length; i++)
                {
                    var row = (JsonObject)rows[i].DeepClone();
                    row["symbol"] = i == 0 ? row["symbol"]?.DeepClone() : $"s{i}";
                    row["factor_vector"] = cells[i].DeepClone();
                    results.Add((JsonNode)row);
                }

                IReadOnlyList<FactorVector> vectors = new FactorVectors().FromHybridResults(results);
                Assert.IsGreaterThanOrEqualTo(3, vectors.Count);
                foreach (string mode in new[] { "zscore", "minmax", "raw" })
                {
                    CheckFile(FactorDiagnostics.Snapshot(Shipped with { NormalizationMode = mode }, vectors, null, null, 0));
                }
            }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void Any_scores_document_gives_rows_with_finite_cells() =>
        Prop.ForAll(
            AnyJson.Row("symbol", "score", "components").ArrayOf(3).Zip(AnyJson.Row("expectancy", "router")).ToArbitrary(),
            input =>
            {
                (JsonObject[] rows, JsonObject components) = input;
                rows[0]["symbol"] = "a";
                rows[0]["components"] = components.DeepClone();
                var document = new JsonObject { ["symbols"] = new JsonArray([.. rows.Select(row => row.DeepClone()), 5, null]) };
                foreach (FactorVector vector in FactorVectors.FromScores(document))
                {
                    Assert.IsTrue(vector.Cells.ToArray().All(double.IsFinite) && double.IsFinite(vector.HybridScore));
                }
            }).QuickCheckThrowOnFailure();

    private static FactorDiagnosticsState Run(params double[][] rows) => FactorDiagnostics.Snapshot(Shipped, Vectors(rows), null, null, 0);

    private static FactorVector[] Vectors(params double[][] rows) =>
        [.. rows.Select((row, i) => new FactorVector($"S{i}", "LONG", "normal", 0, FactorNames.Default, row))];

    private static void CheckFile(FactorDiagnosticsState state)
    {
        JsonNode? file = FactorInputs.Written(FactorDiagnosticsState.Surface, state);
        Assert.IsNull(GarbageJson.NonFinite(file));
        Assert.AreEqual("", string.Join("; ", SchemaCheck.Violations(SurfaceSchema.Of(StateCatalog.Find("factor_diagnostics")!)!, file)));
    }
}
