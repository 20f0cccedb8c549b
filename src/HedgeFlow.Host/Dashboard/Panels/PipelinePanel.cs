using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.State;
using static HedgeFlow.Host.Dashboard.BoardData;

namespace HedgeFlow.Host.Dashboard.Panels;

/// <summary>The shadow pipeline beside the live one: what it would have decided, and how far the two are apart.</summary>
internal static class PipelinePanel
{
    public static void Build(BoardData data, PanelView view)
    {
        JsonObject? head = data.Document("pipeline_v6_shadow_head"), compare = data.Document("pipeline_v6_compare_summary");
        if (head is null && compare is null)
        {
            view.Note("unavailable", "bad");
            return;
        }

        view.Figures().Add("Shadow total", Number(head, "total"), "int").Add("Allowed", Number(head, "allowed"), "int").Add("Vetoed", Number(head, "vetoed"), "int");
        if (head?["last_decision"] is JsonObject last)
        {
            bool allowed = Coerce.Flag(At(last, "risk_decision.allowed"));
            view.Note($"last decision: {Text(last, "symbol")} {(allowed ? "allowed" : "vetoed")}");
        }

        view.From(data, "pipeline_v6_compare_summary");
        string level = PipelineParity.Level(compare);
        view.Badges((level == "warmup" ? "warm-up" : "parity " + level, level switch { "red" => "bad", "amber" => "warn", "green" => "good", _ => "neutral" }));
        view.Figures()
            .Add("Samples", Number(compare, "sample_size"), "int")
            .Add("Veto mismatch", Number(compare, "veto_mismatch_pct"), "pct")
            .Add("Size diff p95", Number(compare, "size_diff_stats.p95"), "pct")
            .Add("Slippage diff p95", Number(compare, "slippage_diff_bps.p95"), "bps")
            .Add("Sizing diff p95", Number(compare, "sizing_diff_stats.p95"), "frac")
            .Add("Upsized", Number(compare, "sizing_diff_stats.upsize_count"), "int");
    }
}
