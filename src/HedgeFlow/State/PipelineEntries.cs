namespace HedgeFlow.State;

/// <summary>Registry entries of the surfaces of the shadow and compare pipelines.</summary>
internal static class PipelineEntries
{
    public static IReadOnlyList<StateEntry> All { get; } =
    [
        new(() => PipelineV6ShadowHeadState.Surface)
        {
            Key = "pipeline_v6_shadow_head",
            File = "pipeline_v6_shadow_head.json",
            StandIn = StatePrograms.ShadowHeartbeat,
            Producer = "shadow, own timer (PIPELINE_V6_SHADOW_HEARTBEAT_INTERVAL_S, 600 s)",
            CadenceSeconds = 600,
            UpdateFrequency = "per_intel",
            Description = "Summary of the newest shadow decisions",
            Readers = "dashboard",
            RequiredKeys = StateKeys.Of(v6: Head + " last_decision", v7Agent: Head),
        },
        new(() => PipelineV6CompareSummaryState.Surface)
        {
            Key = "pipeline_v6_compare_summary",
            File = "pipeline_v6_compare_summary.json",
            StandIn = StatePrograms.Compare,
            Producer = "compare, own timer (PIPELINE_V6_COMPARE_INTERVAL_S, 900 s)",
            CadenceSeconds = 900,
            UpdateFrequency = "per_intel",
            Description = "How the shadow pipeline and the live one differ",
            Readers = "release gate",
            RequiredKeys = StateKeys.Of(v6: Summary, v7Agent: Summary),
        },
    ];

    private const string Head = "total allowed vetoed generated_ts";

    private const string Summary =
        "generated_ts sample_size veto_mismatch_pct size_diff_stats slippage_diff_bps sizing_diff_stats is_warmup warmup_reason min_sample_size";
}
