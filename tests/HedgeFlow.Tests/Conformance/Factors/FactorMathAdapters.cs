using System.Text.Json;
using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Intel.Factors;
using HedgeFlow.State;

namespace HedgeFlow.Tests.Conformance.Factors;

internal static class FactorMathAdapters
{
    [Vector("factors/factor_vectors_from_hybrid_results", Exact = true, Absolute = 1e-9)]
    public static JsonNode? HybridResults(JsonNode? input) =>
        new JsonArray([.. new FactorVectors().FromHybridResults((JsonArray)input!["hybrid_results"]!).Select(vector => (JsonNode)new JsonObject
        {
            ["symbol"] = vector.Symbol,
            ["direction"] = vector.Direction,
            ["regime"] = vector.Regime,
            ["hybrid_score"] = vector.HybridScore,
            ["factors"] = vector.Given(),
        })]);

    [Vector("factors/normalize_factor_vectors", Exact = true, Absolute = 1e-9)]
    public static JsonNode? Normalize(JsonNode? input)
    {
        IReadOnlyList<FactorVector> vectors = FactorInputs.Vectors(input!["vectors"]);
        FactorMatrix normal = FactorNormalizer.Normalize(
            FactorInputs.Matrix(input),
            Coerce.Text(input["mode"])!,
            Coerce.JsonNumber(input["max_abs_zscore"])!.Value,
            out FactorCoefficients[] coefficients);
        var rows = new JsonArray();
        for (int row = 0; row < normal.Rows; row++)
        {
            var factors = new JsonObject();
            for (int column = 0; column < normal.Columns; column++)
            {
                factors[normal.Names[column]] = normal[row, column];
            }

            rows.Add((JsonNode)new JsonObject
            {
                ["symbol"] = vectors[row].Symbol,
                ["direction"] = vectors[row].Direction,
                ["factors"] = factors,
            });
        }

        var coeffs = new JsonObject();
        foreach (KeyValuePair<string, FactorCoefficients> entry in FactorBlocks.Coefficients(normal.Names, coefficients))
        {
            coeffs[entry.Key] = JsonSerializer.SerializeToNode(entry.Value, FactorDiagnosticsStateJson.Default.FactorCoefficients);
        }

        return new JsonObject { ["normalized"] = rows, ["coeffs"] = coeffs };
    }

    [Vector("factors/factor_covariance", Exact = true, Absolute = 1e-9)]
    public static JsonNode? Covariance(JsonNode? input)
    {
        FactorCovariance covariance = FactorCovariance.Of(FactorInputs.Matrix(input));
        return JsonSerializer.SerializeToNode(
            FactorBlocks.Covariance(covariance, covariance.Names.Map(covariance.Volatilities), (int)Coerce.Integer(input!["lookback_days"])!.Value),
            FactorDiagnosticsStateJson.Default.CovarianceBlock);
    }

    [Vector("factors/orthogonalize_factors", Exact = true, Absolute = 1e-9)]
    public static JsonNode? Orthogonalize(JsonNode? input) => JsonSerializer.SerializeToNode(
        FactorBlocks.Orthogonal(OrthogonalFactors.Of(FactorInputs.Matrix(input)), FactorInputs.Vectors(input!["vectors"])),
        FactorDiagnosticsStateJson.Default.OrthogonalBlock);

    [Vector("factors/factor_pnl_ir", Exact = true, Absolute = 1e-9)]
    public static JsonNode? PnlRatios(JsonNode? input) => FactorInputs.Map(
        FactorRatios.OfPnl(FactorInputs.Numbers(input!["factor_pnl"]), FactorInputs.Numbers(input["factor_vols"])));

    [Vector("factors/factor_vector_ir", Exact = true, Absolute = 1e-9)]
    public static JsonNode? VectorRatios(JsonNode? input) => FactorInputs.Map(FactorRatios.OfVectors(FactorInputs.Matrix(input)));

    [Vector("factors/raw_factor_weights", Exact = true, Absolute = 1e-9)]
    public static JsonNode? RawWeights(JsonNode? input) => FactorInputs.Map(FactorWeights.Raw(
        Coerce.Text(input!["mode"])!,
        FactorInputs.Names(input["factor_names"]),
        FactorInputs.Numbers(input["factor_vols"]),
        FactorInputs.Numbers(input["factor_ir"])));

    [Vector("factors/normalize_factor_weights", Exact = true, Absolute = 1e-9)]
    public static JsonNode? NormalizeWeights(JsonNode? input)
    {
        var raw = new OrderedDictionary<string, double>();
        foreach (KeyValuePair<string, JsonNode?> weight in (JsonObject)input!["raw_weights"]!)
        {
            raw[weight.Key] = FactorInputs.Double(weight.Value);
        }

        return FactorInputs.Map(FactorWeights.Normalize(
            raw,
            Coerce.JsonNumber(input["min_weight"])!.Value,
            Coerce.JsonNumber(input["max_weight"])!.Value,
            Coerce.Boolean(input["normalize_to_one"])!.Value));
    }

    [Vector("factors/smooth_factor_weights", Exact = true, Absolute = 1e-9)]
    public static JsonNode? Smooth(JsonNode? input) => FactorInputs.Map(FactorWeights.Smooth(
        CarriedWeights.Entries(input!["prev"] as JsonObject),
        FactorInputs.Numbers(input["current"]),
        Coerce.JsonNumber(input["alpha"])!.Value));

    [Vector("factors/factor_weights_snapshot", Exact = true, Absolute = 1e-9)]
    public static JsonNode? WeightsSnapshot(JsonNode? input)
    {
        OrderedDictionary<string, double> volatilities = FactorInputs.Numbers(input!["factor_vols"]);
        return JsonSerializer.SerializeToNode(
            FactorWeights.Build(
                FactorInputs.Weighting(input["config"]),
                FactorInputs.Names(input["factors"]),
                volatilities,
                FactorRatios.Choose(
                    FactorInputs.Numbers(input["factor_ir_override"]),
                    FactorRatios.OfPnl(FactorInputs.Numbers(input["factor_pnl"]), volatilities)),
                CarriedWeights.Entries(input["prev_weights"] as JsonObject),
                FactorInputs.Now(input)),
            FactorDiagnosticsStateJson.Default.FactorWeightsBlock);
    }
}
