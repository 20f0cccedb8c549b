using System.Globalization;
using System.Text.Json.Nodes;
using HedgeFlow.Numerics;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.RouterMetric;

namespace HedgeFlow.Tests.Conformance.RouterRisk;

internal static class PriceAdapters
{
    [Vector("router-risk/quantile")]
    public static JsonNode? Quantiles(JsonNode? input)
    {
        double[] values = [.. input.Numbers("values").Select(value => value ?? double.NaN)];
        var result = new JsonObject();
        foreach (double? p in input.Numbers("p"))
        {
            result[p!.Value.ToString(CultureInfo.InvariantCulture)] = Quantile.Of(values, p.Value);
        }

        return result;
    }

    [Vector("router-risk/slippage_bps")]
    public static JsonNode? SlippageBps(JsonNode? input) =>
        ExecutionPrice.SlippageBps(input.Text("side"), input.Number("mark_px"), input.Number("fill_px"));

    [Vector("router-risk/effective_px")]
    public static JsonNode? EffectivePrice(JsonNode? input) => ExecutionPrice.Effective(
        input.Number("px"), input.Text("side"), input.Flag("is_maker"),
        input.Number("maker_fee_bps")!.Value, input.Number("taker_fee_bps")!.Value);

    [Vector("router-risk/apply_offset")]
    public static JsonNode? ApplyOffset(JsonNode? input) =>
        ExecutionPrice.Offset(input.Number("mid")!.Value, input.Number("bps")!.Value, input.Text("side"));

    [Vector("router-risk/spread_bps")]
    public static JsonNode? SpreadBps(JsonNode? input) =>
        ExecutionPrice.SpreadBps(input.Number("best_bid"), input.Number("best_ask"));

    [Vector("router-risk/expected_slippage_bps")]
    public static JsonNode? Expected(JsonNode? input) => ExpectedSlippage.Bps(
        input.Text("side"),
        input.Number("qty"),
        [.. ((JsonArray)input!["depth"]!).Select(level => (Coerce.Number(level![0])!.Value, Coerce.Number(level[1])!.Value))],
        input.Number("mid_price"));

    [Vector("router-risk/slippage_ewma")]
    public static JsonNode? Ewma(JsonNode? input)
    {
        var ewma = new SlippageEwma(input.Number("halflife_trades")!.Value);
        var steps = new JsonArray();
        foreach (JsonNode? observation in (JsonArray)input!["observations"]!)
        {
            JsonArray o = observation!.AsArray();
            if (ewma.Observe(Coerce.Number(o[0]), Coerce.Number(o[1]), Coerce.Number(o[2])))
            {
                steps.Add(new JsonObject
                {
                    ["ewma_expected_bps"] = ewma.ExpectedBps,
                    ["ewma_realized_bps"] = ewma.RealizedBps,
                    ["trade_count"] = ewma.TradeCount,
                    ["last_obs_ts"] = ewma.LastObservationTs,
                });
            }
        }

        return new JsonObject { ["alpha"] = ewma.Alpha, ["steps"] = steps };
    }

    [Vector("router-risk/liquidity_bucket")]
    public static JsonNode? Bucket(JsonNode? input)
    {
        var buckets = LiquidityBuckets.Parse(input.Text("config_text"));
        var result = new JsonObject();
        foreach (JsonNode? symbol in (JsonArray)input!["symbols"]!)
        {
            LiquidityBucket bucket = buckets.For(symbol!.GetValue<string>());
            result[symbol.GetValue<string>()] = new JsonObject
            {
                ["bucket"] = bucket.Name,
                ["max_spread_bps"] = bucket.MaxSpreadBps,
                ["default_maker_bias"] = bucket.DefaultMakerBias,
            };
        }

        return result;
    }
}
