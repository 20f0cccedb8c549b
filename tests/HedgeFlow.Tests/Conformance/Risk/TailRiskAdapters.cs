using System.Text.Json;
using System.Text.Json.Nodes;
using HedgeFlow.Configuration;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Risk;
using HedgeFlow.State;

namespace HedgeFlow.Tests.Conformance.Risk;

internal static class TailRiskAdapters
{
    [Vector("router-risk/norm_ppf")]
    public static JsonNode? Quantile(JsonNode? input) => NormalQuantile.Of(Coerce.Number(input!["confidence"])!.Value);

    [Vector("router-risk/ewma_weights")]
    public static JsonNode? Weights(JsonNode? input) =>
        Array(EwmaCovariance.Weights((int)Coerce.Number(input!["n"])!.Value, Coerce.Number(input["halflife"]) ?? 0));

    [Vector("router-risk/ewma_covariance")]
    public static JsonNode? Covariance(JsonNode? input)
    {
        double[][] returns = Series(input!["returns"]);
        double[] matrix = new double[returns.Length * returns.Length];
        EwmaCovariance.Compute([.. returns.SelectMany(r => r)], returns.Length, returns[0].Length, Coerce.Number(input["halflife_bars"]) ?? 0, matrix);
        return new JsonArray([.. matrix.Chunk(returns.Length).Select(row => (JsonNode)Array(row))]);
    }

    [Vector("router-risk/portfolio_var")]
    public static JsonNode? Var(JsonNode? input)
    {
        PortfolioVar var = PortfolioVar.Compute(
            Series(input!["returns"]), Numbers(input["weights"]), Coerce.Number(input["nav_usd"]) ?? 0, Coerce.Number(input["confidence"]) ?? 0,
            Coerce.Number(input["halflife_bars"]) ?? 0, Coerce.Number(input["holding_period_days"]) ?? 1);
        return new JsonObject { ["portfolio_var_usd"] = var.Usd, ["portfolio_var_nav_pct"] = var.NavPct, ["portfolio_volatility"] = var.Volatility };
    }

    [Vector("router-risk/portfolio_var_from_positions")]
    public static JsonNode? VarFromPositions(JsonNode? input)
    {
        var model = new PortfolioVarModel(Book(input!["returns"], new RiskAdvanced(VarSettings.Of(input["var_config"]), CvarSettings.Default)));
        PortfolioVarResult result = model.Compute(Positions(input["positions"]), Coerce.Number(input["nav_usd"]) ?? 0);
        return new JsonObject
        {
            ["portfolio_var_usd"] = result.Var.Usd,
            ["portfolio_var_nav_pct"] = result.Var.NavPct,
            ["portfolio_volatility"] = result.Var.Volatility,
            ["within_limit"] = result.WithinLimit,
            ["limit_nav_pct"] = result.LimitNavPct,
            ["confidence"] = result.Confidence,
            ["n_assets"] = result.AssetCount,
            ["lookback_used"] = result.LookbackUsed,
        };
    }

    [Vector("router-risk/position_cvar")]
    public static JsonNode? Cvar(JsonNode? input)
    {
        double confidence = Coerce.Number(input!["confidence"])!.Value;
        TailLoss tail = TailLoss.Compute(Numbers(input["returns"]), confidence);
        return Cvar(PositionCvar.Of(tail, Coerce.Number(input["position_notional_usd"]) ?? 0, Coerce.Number(input["nav_usd"]) ?? 0, confidence, 0.04));
    }

    [Vector("router-risk/position_cvars_from_positions", Exact = true)]
    public static JsonNode? CvarsFromPositions(JsonNode? input)
    {
        ReturnBook book = Book(input!["returns"], new RiskAdvanced(VarSettings.Default, CvarSettings.Of(input["cvar_config"])));
        var map = new JsonObject();
        foreach (KeyValuePair<string, PositionCvar> row in TailRiskSnapshot.PositionCvars(book, Positions(input["positions"]), Coerce.Number(input["nav_usd"]) ?? 0))
        {
            map[row.Key] = Cvar(row.Value);
        }

        return map;
    }

    [Vector("router-risk/correlation_exposure", Exact = true)]
    public static JsonNode? Correlation(JsonNode? input)
    {
        CorrelationGroups groups = CorrelationGroups.OfGroups(input!["groups"] as JsonObject);
        RiskPosition[] positions = Positions(input["positions"]);
        double nav = Coerce.Number(input["nav"]) ?? 0;
        var current = new JsonObject();
        var after = new JsonObject();
        foreach (CorrelationGroup group in groups.Groups)
        {
            current[group.Name] = CorrelationExposure.Of(group, positions, nav);
            after[group.Name] = CorrelationExposure.AfterOrder(
                group, positions, nav, Coerce.Symbol(input["order_symbol"]), Coerce.Number(input["order_notional"]) ?? 0);
        }

        return new JsonObject { ["current"] = current, ["after_order"] = after };
    }

    [Vector("router-risk/var_cvar_snapshot", ExactAt = "anomalies")]
    public static JsonNode? Blocks(JsonNode? input)
    {
        var settings = RiskAdvanced.Of(new JsonObject { ["var"] = input!["var"]?.DeepClone(), ["cvar"] = input["cvar"]?.DeepClone() });
        var model = new PortfolioVarModel(Book(input["returns"], settings));
        var results = new JsonArray();
        foreach (JsonNode? step in (JsonArray)input["steps"]!)
        {
            TailRiskSnapshot tail = TailRiskSnapshot.Compute(model, Positions(step!["positions"]), Coerce.Number(step["nav"]) ?? 0);
            results.Add(new JsonObject
            {
                ["var"] = JsonSerializer.SerializeToNode(TailRiskBlocks.Var(tail), RiskSnapshotStateJson.Default.VarBlock),
                ["cvar"] = JsonSerializer.SerializeToNode(TailRiskBlocks.Cvar(tail), RiskSnapshotStateJson.Default.CvarBlock),
                ["anomalies"] = JsonSerializer.SerializeToNode(TailRiskBlocks.Anomalies(tail, null, false), RiskSnapshotStateJson.Default.AnomaliesBlock),
            });
        }

        return results;
    }

    internal static RiskPosition[] Positions(JsonNode? rows) => [.. ((JsonArray)rows!).Select(row => RiskPosition.Of(row as JsonObject))];

    internal static ReturnBook Book(JsonNode? returns, RiskAdvanced settings)
    {
        var book = new ReturnBook(settings);
        foreach (KeyValuePair<string, JsonNode?> series in (JsonObject)returns!)
        {
            foreach (double value in Numbers(series.Value))
            {
                book.AddReturn(series.Key, value);
            }
        }

        return book;
    }

    private static double[][] Series(JsonNode? node) => [.. ((JsonArray)node!).Select(Numbers)];

    private static double[] Numbers(JsonNode? node) => [.. ((JsonArray)node!).Select(value => Coerce.Number(value) ?? double.NaN)];

    private static JsonArray Array(double[] values) => [.. values.Select(value => (JsonNode?)JsonValue.Create(value))];

    private static JsonObject Cvar(PositionCvar row) => new()
    {
        ["cvar_usd"] = row.CvarUsd,
        ["cvar_nav_pct"] = row.CvarNavPct,
        ["var_usd"] = row.VarUsd,
        ["var_nav_pct"] = row.VarNavPct,
        ["position_notional_usd"] = row.NotionalUsd,
        ["confidence"] = row.Confidence,
        ["lookback_used"] = row.LookbackUsed,
        ["within_limit"] = row.WithinLimit,
        ["limit_nav_pct"] = row.LimitNavPct,
    };
}
