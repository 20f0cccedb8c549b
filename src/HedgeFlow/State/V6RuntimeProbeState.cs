using System.Text.Json.Serialization;
using HedgeFlow.Serialization;

namespace HedgeFlow.State;

/// <summary><c>v6_runtime_probe.json</c>: flags and context of the running process. Source: state contract, v6_runtime_probe.json.</summary>
public sealed record V6RuntimeProbeState
{
    [JsonPropertyName("INTEL_V6_ENABLED")]
    public bool Intel => Flags.Intel;

    [JsonPropertyName("RISK_ENGINE_V6_ENABLED")]
    public bool RiskEngine => Flags.RiskEngine;

    [JsonPropertyName("PIPELINE_V6_SHADOW_ENABLED")]
    public bool Shadow => Flags.Shadow;

    [JsonPropertyName("ROUTER_AUTOTUNE_V6_ENABLED")]
    public bool RouterAutotune => Flags.RouterAutotune;

    [JsonPropertyName("FEEDBACK_ALLOCATOR_V6_ENABLED")]
    public bool FeedbackAllocator => Flags.FeedbackAllocator;

    [JsonPropertyName("ROUTER_AUTOTUNE_V6_APPLY_ENABLED")]
    public bool AutotuneApply => Flags.AutotuneApply;

    public required V6Flags Flags { get; init; }

    [JsonIgnore]
    public EnvironmentContext Context { get; init; } = new();

    [JsonPropertyName("ENV")]
    public string Env => Context.Env;

    [JsonPropertyName("DRY_RUN")]
    public string DryRun => Context.DryRun;

    [JsonPropertyName("BINANCE_TESTNET")]
    public string Testnet => Context.Testnet;

    public required string EngineVersion { get; init; }

    [Finite]
    public required double Ts { get; init; }

    /// <summary>Epoch seconds.</summary>
    [Finite]
    public double UpdatedTs => Ts;

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? NavAgeMs { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? LoopLatencyMs { get; init; }

    public static StateSurface<V6RuntimeProbeState> Surface { get; } =
        new("v6_runtime_probe", "v6_runtime_probe.json", V6RuntimeProbeStateJson.Default.V6RuntimeProbeState);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(FiniteDoubleConverter)])]
[JsonSerializable(typeof(V6RuntimeProbeState))]
internal sealed partial class V6RuntimeProbeStateJson : JsonSerializerContext;
