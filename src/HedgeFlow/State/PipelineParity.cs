using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.State;

/// <summary>How alike shadow and live are, in one word: warmup, red, amber or green. Source: services contract, dashboard helpers.</summary>
public static class PipelineParity
{
    public static string Level(JsonObject? summary)
    {
        double samples = Coerce.Number(summary?["sample_size"]) ?? 0;
        double least = Math.Max(1, Coerce.Number(summary?["min_sample_size"]) ?? 0);
        if (Coerce.Flag(summary?["is_warmup"]) || samples < least)
        {
            return "warmup";
        }

        var sizing = summary?["sizing_diff_stats"] as JsonObject;
        double p95 = Math.Abs(Coerce.Number(sizing?["p95"]) ?? 0);
        return (Coerce.Number(sizing?["upsize_count"]) ?? 0) > 0 || p95 > 0.10 ? "red" : p95 > 0.05 ? "amber" : "green";
    }
}
