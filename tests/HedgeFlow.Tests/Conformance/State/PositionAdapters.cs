using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Executor.Positions;
using HedgeFlow.State;

namespace HedgeFlow.Tests.Conformance.State;

internal static class PositionAdapters
{
    [Vector("state/position_rows")]
    public static JsonNode? PositionRows(JsonNode? input)
    {
        double now = Coerce.Number(input!["tick_ts"])!.Value;
        using PooledList<RawPosition> raw = RawRows.Of(input["rows"]);
        using var rows = new PooledList<PositionRow>();
        int quarantined = new PositionNormalizer().Normalize(raw.Span, RawRows.Prices(input["prices"]), now, rows);
        using var encoded = new EncodedPositions(Redactor.Default);
        encoded.Take(rows.Span, now);
        return new JsonObject { ["rows"] = encoded.Items.ToNode(), ["quarantined"] = quarantined };
    }

    [Vector("state/exposures", Exact = true)]
    public static JsonNode? Exposure(JsonNode? input)
    {
        using PooledList<RawPosition> raw = RawRows.Of(input!["items"]);
        Exposures exposures = Exposures.Of(raw.Span);
        return new JsonObject
        {
            ["gross_exposure_usd"] = exposures.Gross,
            ["net_exposure_usd"] = exposures.Net,
            ["largest_position_usd"] = exposures.Largest,
        };
    }

    [Vector("state/percentage")]
    public static JsonNode? Percentage(JsonNode? input) => Fractions.NormalizePercentage(input);

    [Vector("state/risk_fractions")]
    public static JsonNode? RiskFraction(JsonNode? input)
    {
        var fractions = RiskFractions.Of(input!["payload"], Coerce.Number(input["now"])!.Value);
        return new JsonObject
        {
            ["dd_frac"] = fractions.DdFrac,
            ["daily_loss_frac"] = fractions.DailyLossFrac,
            ["updated_ts"] = fractions.UpdatedTs,
        };
    }

    [Vector("router-risk/normalize_percentage")]
    public static JsonNode? NormalizePercentage(JsonNode? input) => Fractions.NormalizePercentage(input!["value"]);

    [Vector("router-risk/normalize_exposure_ratio")]
    public static JsonNode? NormalizeExposureRatio(JsonNode? input) => Fractions.NormalizeExposureRatio(input!["value"]);
}
