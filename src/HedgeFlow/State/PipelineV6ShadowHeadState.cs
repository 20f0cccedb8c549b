using System.Text.Json.Serialization;
using HedgeFlow.Serialization;

namespace HedgeFlow.State;

/// <summary>
/// <c>pipeline_v6_shadow_head.json</c>: what the shadow pipeline decided lately. Source: state contract, pipeline_v6_shadow_head.
/// </summary>
/// <param name="Total">Decisions counted, heartbeats included.</param>
/// <param name="Allowed">Those that say <c>true</c>.</param>
/// <param name="Vetoed">The others.</param>
/// <param name="GeneratedTs">Epoch seconds UTC.</param>
/// <param name="UpdatedTs">Epoch seconds UTC.</param>
/// <param name="LastDecision">The newest decision; null when there is none.</param>
public sealed record PipelineV6ShadowHeadState(
    int Total, int Allowed, int Vetoed, [property: Finite] double GeneratedTs, [property: Finite] double UpdatedTs, MirroredObject LastDecision)
{
    public static StateSurface<PipelineV6ShadowHeadState> Surface { get; } = new(
        "pipeline_v6_shadow_head", "pipeline_v6_shadow_head.json", PipelineV6ShadowHeadStateJson.Default.PipelineV6ShadowHeadState);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(FiniteDoubleConverter)])]
[JsonSerializable(typeof(PipelineV6ShadowHeadState))]
internal sealed partial class PipelineV6ShadowHeadStateJson : JsonSerializerContext;
