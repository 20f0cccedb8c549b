using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Risk;

/// <summary>What the risk mode is judged by. Fractions; null = unknown.</summary>
public readonly record struct RiskModeInputs()
{
    public bool ConfigLoadFailed { get; init; }

    /// <summary>Null passes.</summary>
    public bool? SourcesOk { get; init; }

    public double? NavAgeSeconds { get; init; }

    public double? DdFrac { get; init; }

    public double? DailyLossFrac { get; init; }

    public bool RouterDegraded { get; init; }

    /// <summary>Symbols whose policy does not allow maker first.</summary>
    public int MakerFirstDisabled { get; init; }

    public double? FallbackRatio { get; init; }

    /// <summary>From the documents of the other parts: NAV health, the fractions of the risk snapshot, the router health.</summary>
    public static RiskModeInputs Of(JsonObject? navHealth, double? ddFrac, double? dailyLossFrac, JsonObject? routerHealth, bool configLoadFailed)
    {
        var counts = (routerHealth?["summary"] as JsonObject)?["quality_counts"] as JsonObject;
        int disabled = 0;
        int rates = 0;
        double sum = 0;
        foreach (JsonObject row in Rows(routerHealth))
        {
            if (row.TryGetPropertyValue("maker_first", out JsonNode? makerFirst) && Coerce.Boolean(makerFirst) is not true)
            {
                disabled++;
            }

            if (Coerce.First(row, "fallback_rate", "fallback_ratio") is { } rate)
            {
                rates++;
                sum += rate;
            }
        }

        return new RiskModeInputs
        {
            ConfigLoadFailed = configLoadFailed,
            SourcesOk = Coerce.Boolean(navHealth?["sources_ok"]),
            NavAgeSeconds = Coerce.Number(navHealth?["age_s"]),
            DdFrac = ddFrac,
            DailyLossFrac = dailyLossFrac,
            RouterDegraded = Coerce.Number(counts?["degraded"]) is > 0 || Coerce.Number(counts?["broken"]) is > 0,
            MakerFirstDisabled = disabled,
            FallbackRatio = rates == 0 ? 0 : sum / rates,
        };
    }

    /// <summary>The same from the router health as its stage built it.</summary>
    public static RiskModeInputs Of(in NavHealth nav, double? ddFrac, double? dailyLossFrac, RouterHealthState router, bool configLoadFailed)
    {
        ArgumentNullException.ThrowIfNull(router);
        int disabled = 0;
        int rates = 0;
        double sum = 0;
        foreach (RouterSymbolRow row in router.Symbols)
        {
            disabled += row.MakerFirst is true ? 0 : 1;
            if (row.FallbackRate is { } rate)
            {
                rates++;
                sum += rate;
            }
        }

        return new RiskModeInputs
        {
            ConfigLoadFailed = configLoadFailed,
            SourcesOk = nav.SourcesOk,
            NavAgeSeconds = nav.AgeS,
            DdFrac = ddFrac,
            DailyLossFrac = dailyLossFrac,
            RouterDegraded = router.Summary.QualityCounts.Degraded > 0 || router.Summary.QualityCounts.Broken > 0,
            MakerFirstDisabled = disabled,
            FallbackRatio = rates == 0 ? 0 : sum / rates,
        };
    }

    private static IEnumerable<JsonObject> Rows(JsonObject? routerHealth)
    {
        JsonNode? rows = routerHealth?["symbols"] ?? routerHealth?["per_symbol"];
        return rows switch
        {
            JsonArray list => list.OfType<JsonObject>(),
            JsonObject map => map.Select(member => member.Value).OfType<JsonObject>(),
            _ => [],
        };
    }
}
