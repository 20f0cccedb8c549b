using System.Text.Json.Serialization;
using HedgeFlow.Serialization;

namespace HedgeFlow.State;

/// <summary>
/// <c>pipeline_v6_compare_summary.json</c>: how far the shadow pipeline and the live one differ.
/// Source: state contract, pipeline_v6_compare_summary; services contract, compare.
/// </summary>
public sealed record PipelineV6CompareSummaryState
{
    public static StateSurface<PipelineV6CompareSummaryState> Surface { get; } = new(
        "pipeline_v6_compare_summary", "pipeline_v6_compare_summary.json", PipelineV6CompareSummaryStateJson.Default.PipelineV6CompareSummaryState);

    /// <summary>Epoch seconds UTC.</summary>
    [Finite]
    public required double GeneratedTs { get; init; }

    [Finite]
    public required double UpdatedTs { get; init; }

    /// <summary>Differences, heartbeats included.</summary>
    public required int SampleSize { get; init; }

    /// <summary>Percent of the differences whose verdict is not what happened live.</summary>
    [Finite]
    public required double VetoMismatchPct { get; init; }

    /// <summary>Percent, without sign.</summary>
    public required SignedStats SizeDiffStats { get; init; }

    /// <summary>Basis points, positive = live was dearer.</summary>
    public required SignedStats SlippageDiffBps { get; init; }

    public required SizingStats SizingDiffStats { get; init; }

    public required WindowedBlock Windowed { get; init; }

    /// <summary>True while there are fewer differences than <see cref="MinSampleSize"/>.</summary>
    public required bool IsWarmup { get; init; }

    public required string? WarmupReason { get; init; }

    public required int MinSampleSize { get; init; }

    /// <summary>Mean, median and 95th percentile (no interpolation) of a list of differences; zeros for none.</summary>
    public sealed record SignedStats([property: Finite] double Mean, [property: Finite] double P50, [property: Finite] double P95);

    /// <summary>Fractions of the shadow size, without sign.</summary>
    public sealed record SizingStats([property: Finite] double P50, [property: Finite] double P95, int UpsizeCount, int SampleSize);

    /// <summary>Verdicts against the acknowledgements around them: the number for a release decision.</summary>
    /// <param name="WindowS">Seconds around a decision.</param>
    /// <param name="Matched">Decisions with an acknowledgement in their window.</param>
    /// <param name="VetoMismatchPct">Percent of the decisions, heartbeats left out.</param>
    public sealed record WindowedBlock([property: Finite] double WindowS, int Matched, [property: Finite] double VetoMismatchPct);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(FiniteDoubleConverter)])]
[JsonSerializable(typeof(PipelineV6CompareSummaryState))]
internal sealed partial class PipelineV6CompareSummaryStateJson : JsonSerializerContext;
