using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Publish;

/// <summary>What the per-tick surfaces need to know besides the tick.</summary>
public sealed record TickPublisherOptions
{
    /// <summary>Version that every surface carries; never empty.</summary>
    public required string EngineVersion { get; init; }

    public V6Flags Flags { get; init; } = new();

    /// <summary>Environment values for the runtime probe.</summary>
    public EnvironmentContext Context { get; init; } = new();

    /// <summary>Environment name for <c>engine_metadata.json</c>.</summary>
    public string Environment { get; init; } = "dev";

    public ContractProfile Contract { get; init; } = ContractProfile.Superset;

    /// <summary>Seconds up to which a NAV counts as fresh (<c>nav_fresh_seconds</c>).</summary>
    public double NavFreshSeconds { get; init; } = NavFreshness.DefaultThreshold;

    /// <summary>IANA name of the zone whose midnight starts a trading day (<c>reset_timezone</c>).</summary>
    public string ResetTimezone { get; init; } = "UTC";

    /// <summary>On testnet the peak starts again at the first NAV of a run (<c>reset_peak_on_testnet</c>).</summary>
    public bool ResetPeakOnTestnet { get; init; }

    public NavAnomalyGuard NavAnomalies { get; init; } = new();

    public NavLogOptions NavLog { get; init; } = new();

    public LivenessOptions Liveness { get; init; } = new();

    /// <summary>Levels for positions that are open at start-up without any; null = none are made.</summary>
    public TpSlSeed? TpSlSeed { get; init; }

    /// <summary>PnL fraction at or below which a position without levels counts as underwater (<c>tp_sl_underwater_threshold_pct</c>).</summary>
    public double UnderwaterThreshold { get; init; } = ExitPipeline.DefaultUnderwaterThreshold;

    /// <summary>Asset → <c>{qty, avg_cost?}</c> held off the exchange; null = none.</summary>
    public JsonObject? OffExchangeHoldings { get; init; }

    /// <summary>Prices in USD of assets that the exchange does not quote.</summary>
    public IReadOnlyDictionary<string, double> ExternalPrices { get; init; } = new Dictionary<string, double>();

    /// <summary>South African rand per US dollar for the KPIs; null leaves the block out.</summary>
    public double? UsdZar { get; init; }

    /// <summary>Seconds between KPI builds (<c>KPI_V7_PUBLISH_INTERVAL_S</c>); 0 = every tick.</summary>
    public double KpiIntervalSeconds { get; init; } = 120;

    /// <summary>Seconds between runtime probes (<c>V6_RUNTIME_PROBE_INTERVAL</c>); 0 = every tick.</summary>
    public double ProbeIntervalSeconds { get; init; } = 300;

    /// <summary>Also write <c>synced_state.json</c> beside the state folder (<c>mirror_legacy_synced_state</c>).</summary>
    public bool MirrorLegacySyncedState { get; init; } = true;

    /// <summary>
    /// Files of an earlier run in the state folder: they stay until their owner replaces them. Every other surface that no stage
    /// has published yet gets its empty shape.
    /// </summary>
    public IReadOnlySet<string> KeptFiles { get; init; } = new HashSet<string>();

    /// <summary>Fixed in replay.</summary>
    public string RunId { get; init; } = "";

    /// <summary>Fixed in replay.</summary>
    public string HostName { get; init; } = "";

    public string? GitCommit { get; init; }

    /// <summary>Takes secrets out of what is kept encoded from tick to tick.</summary>
    public Redactor Redactor { get; init; } = Redactor.Default;
}
