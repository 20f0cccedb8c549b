using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.Intel.Apply;

/// <summary>What applying a routing suggestion may do; read once at start-up. Off by default. Source: intel contract, autotune apply.</summary>
public sealed record AutotuneApplySettings
{
    private const string Prefix = "ROUTER_AUTOTUNE_V6_";
    private static readonly string[] DefaultQualities = ["good", "ok"];

    public bool ApplyEnabled { get; init; }

    /// <summary>Upper case, ascending; empty = all symbols.</summary>
    public IReadOnlyList<string> SymbolAllowlist { get; init; } = [];

    /// <summary>Largest change of the taker bias (0 to 1) per order; the sign does not matter.</summary>
    public double MaxBiasDelta { get; init => field = Math.Abs(value); } = 0.05;

    /// <summary>Largest change of the offset in bps per order; the sign does not matter.</summary>
    public double MaxOffsetStepBps { get; init => field = Math.Abs(value); } = 2.0;

    /// <summary>Largest offset in bps, either way; the sign does not matter.</summary>
    public double MaxOffsetAbsBps { get; init => field = Math.Abs(value); } = 10.0;

    /// <summary>A proposal may switch between maker and taker first.</summary>
    public bool AllowMakerFlip { get; init; }

    /// <summary>Live qualities that may be tuned; lower case, ascending.</summary>
    public IReadOnlyList<string> RequireQuality { get; init; } = DefaultQualities;

    /// <summary>Where another process would find the suggestions; ours are handed over in memory.</summary>
    public string SuggestionsPath { get; init; } = "logs/state/router_policy_suggestions_v6.json";

    /// <summary>Where another process would find the risk mode; ours is handed over in memory.</summary>
    public string RiskStatePath { get; init; } = "logs/state/risk_allocation_suggestions_v6.json";

    /// <summary>Seconds after which a risk mode is stale.</summary>
    public double RiskStateMaxAgeS { get; init; } = 1800;

    /// <summary>Settings from environment variables; a blank one is the default, a number that cannot be read too.</summary>
    public static AutotuneApplySettings FromEnvironment(Func<string, string?> environment)
    {
        var otherwise = new AutotuneApplySettings();
        string[] qualities = List(environment(Prefix + "REQUIRE_QUALITY"), item => item.ToLowerInvariant());
        return new AutotuneApplySettings
        {
            ApplyEnabled = Coerce.FlagInText(environment(Prefix + "APPLY_ENABLED")),
            SymbolAllowlist = List(environment(Prefix + "SYMBOL_ALLOWLIST"), item => item.ToUpperInvariant()),
            MaxBiasDelta = Coerce.NumberInText(environment(Prefix + "MAX_BIAS_DELTA")) ?? otherwise.MaxBiasDelta,
            MaxOffsetStepBps = Coerce.NumberInText(environment(Prefix + "MAX_OFFSET_STEP_BPS")) ?? otherwise.MaxOffsetStepBps,
            MaxOffsetAbsBps = Coerce.NumberInText(environment(Prefix + "MAX_OFFSET_ABS_BPS")) ?? otherwise.MaxOffsetAbsBps,
            AllowMakerFlip = Coerce.FlagInText(environment(Prefix + "ALLOW_FLIP")),
            RequireQuality = qualities.Length > 0 ? qualities : DefaultQualities,
            SuggestionsPath = Text(environment(Prefix + "SUGGESTIONS_PATH"), otherwise.SuggestionsPath),
            RiskStatePath = Text(environment(Prefix + "RISK_STATE_PATH"), otherwise.RiskStatePath),
            RiskStateMaxAgeS = Coerce.NumberInText(environment(Prefix + "RISK_STATE_MAX_AGE_S")) ?? otherwise.RiskStateMaxAgeS,
        };
    }

    private static string Text(string? value, string otherwise) => string.IsNullOrWhiteSpace(value) ? otherwise : value.Trim();

    /// <summary>A JSON array or a comma list: trimmed, blanks dropped, ascending, each once.</summary>
    private static string[] List(string? text, Func<string, string> normalize)
    {
        IEnumerable<string?> items = JsonNodes.TryParse(text, out _) is JsonArray array
            ? array.Select(Coerce.AsText)
            : (text ?? "").Split(',');
        return
        [
            .. items.Where(item => !string.IsNullOrWhiteSpace(item)).Select(item => normalize(item!.Trim()))
                .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        ];
    }
}
