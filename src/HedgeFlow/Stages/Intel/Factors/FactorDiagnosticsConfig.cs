using System.Text.Json.Nodes;

namespace HedgeFlow.Stages.Intel.Factors;

/// <summary>
/// Block <c>factor_diagnostics</c> of the strategy configuration. One member of the wrong kind or out of range rejects all of it.
/// Source: factor contract, configuration.
/// </summary>
public sealed record FactorDiagnosticsConfig
{
    /// <summary>What holds without a configuration: no orthogonalisation, no weights.</summary>
    public static FactorDiagnosticsConfig Default { get; } = new();

    public bool Enabled { get; init; } = true;

    /// <summary>Order of rows and columns, and priority in the orthogonalisation.</summary>
    public FactorNames Factors { get; init; } = FactorNames.Default;

    /// <summary><c>zscore</c>, <c>minmax</c>; any other word passes values through.</summary>
    public string NormalizationMode { get; init; } = "zscore";

    /// <summary>Echoed, not used: a run looks at one cross-section.</summary>
    public int CovarianceLookbackDays { get; init; } = 30;

    /// <summary>Age of the oldest trade that is attributed.</summary>
    public int PnlAttributionLookbackDays { get; init; } = 14;

    /// <summary>Bound of z-scores, above 0.</summary>
    public double MaxAbsZscore { get; init; } = 3.0;

    public OrthogonalizationSettings Orthogonalization { get; init; } = new();

    public AutoWeightingSettings AutoWeighting { get; init; } = new();

    /// <summary>The settings of a strategy configuration; null when it is rejected.</summary>
    /// <param name="strategyConfig">The document; null when the file is missing or not JSON.</param>
    /// <param name="fault">Why it is rejected.</param>
    public static FactorDiagnosticsConfig? Load(JsonNode? strategyConfig, out string? fault)
    {
        fault = null;
        if (strategyConfig is null)
        {
            return Default;
        }

        if (strategyConfig is not JsonObject root)
        {
            fault = "the strategy configuration is not an object";
            return null;
        }

        var block = root["factor_diagnostics"] as JsonObject;
        var members = new ConfigMembers(block, "factor_diagnostics");
        OrthogonalizationSettings orthogonalization = ReadOrthogonalization(block?["orthogonalization"] as JsonObject, ref fault);
        AutoWeightingSettings weighting = ReadAutoWeighting(block?["auto_weighting"] as JsonObject, ref fault);
        var config = new FactorDiagnosticsConfig
        {
            Enabled = members.Flag("enabled", true),
            Factors = FactorNames.Of(members.Names("factors", FactorNames.Default.All)),
            NormalizationMode = members.Text("normalization_mode", Default.NormalizationMode),
            CovarianceLookbackDays = members.Integer("covariance_lookback_days", Default.CovarianceLookbackDays),
            PnlAttributionLookbackDays = members.Integer("pnl_attribution_lookback_days", Default.PnlAttributionLookbackDays),
            MaxAbsZscore = members.Number("max_abs_zscore", Default.MaxAbsZscore, min: 0, aboveMin: true),
            Orthogonalization = orthogonalization,
            AutoWeighting = weighting,
        };
        fault = members.Fault ?? fault;
        return fault is null ? config : null;
    }

    private static OrthogonalizationSettings ReadOrthogonalization(JsonObject? block, ref string? fault)
    {
        if (block is not { Count: > 0 })
        {
            return new OrthogonalizationSettings();
        }

        var members = new ConfigMembers(block, "factor_diagnostics.orthogonalization");
        var settings = new OrthogonalizationSettings(members.Flag("enabled", true), members.Text("method", OrthogonalizationSettings.GramSchmidt));
        fault ??= members.Fault;
        return settings;
    }

    private static AutoWeightingSettings ReadAutoWeighting(JsonObject? block, ref string? fault)
    {
        var defaults = new AutoWeightingSettings();
        if (block is not { Count: > 0 })
        {
            return defaults;
        }

        var members = new ConfigMembers(block, "factor_diagnostics.auto_weighting");
        var settings = new AutoWeightingSettings(
            members.Flag("enabled", true),
            members.Text("mode", defaults.Mode),
            members.Number("min_weight", defaults.MinWeight, min: 0),
            members.Number("max_weight", defaults.MaxWeight, min: 0),
            members.Flag("normalize_to_one", defaults.NormalizeToOne),
            members.Number("smoothing_alpha", defaults.SmoothingAlpha, min: 0, max: 1));
        if (settings.MinWeight > settings.MaxWeight)
        {
            members.Reject("min_weight", "it is above max_weight", 0);
        }

        fault ??= members.Fault;
        return settings;
    }
}
