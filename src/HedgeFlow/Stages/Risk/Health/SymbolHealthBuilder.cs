using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.RouterMetric;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Risk.Health;

/// <summary>Execution health per symbol and over all. Source: risk contract, execution health.</summary>
public static class SymbolHealthBuilder
{
    private const double AlertPct = 1.5;
    private const double KillPct = 3;

    public static SymbolHealth Build(SymbolHealthRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        IReadOnlyDictionary<string, SymbolHealth.ErrorCount> errors = request.Errors?.Of(request.Symbol) ?? ExecutionErrors.None;
        if (request.Symbol is null)
        {
            return new SymbolHealth
            {
                Router = RouterPart(request.Effectiveness),
                Errors = errors,
                Components = Components(errors, whole: false),
                Events = new SymbolHealth.EventsBlock(request.RiskGates),
                UpdatedTs = request.Now,
            };
        }

        RouterReadings readings = RouterReadings.Of(request.Effectiveness);
        RouterPolicy policy = request.Policy ?? RouterPolicyRule.Decide(
            readings, AtrRegimes.ForPolicy(request.AtrNow, request.AtrMed), request.PreviousReliability, request.RiskMode, request.HourExpectancy);
        SymbolScoreState score = SymbolSizing.Score(request.AtrNow, request.AtrMed, request.Sharpe, request.DdTodayPct, readings);
        return new SymbolHealth
        {
            Symbol = request.Symbol,
            Router = RouterPart(request.Effectiveness) with { Policy = policy, LastRouteDecision = JsonNodes.FiniteCopy(request.LastRouteDecision) },
            Risk = RiskPart(request.DdTodayPct, request.Sharpe, request.Disabled, request.ToggleMeta),
            Vol = AtrRegimes.ForHealth(request.AtrNow, request.AtrMed),
            Sizing = SymbolSizing.Part(request.Sharpe, request.AtrNow, request.AtrMed, score.SizeFactor),
            Errors = errors,
            Components = Components(errors, whole: true),
            Events = new SymbolHealth.EventsBlock(request.RiskGates),
            UpdatedTs = request.Now,
        };
    }

    /// <summary>Effectiveness with its warnings.</summary>
    public static SymbolHealth.RouterPart RouterPart(RouterEffectiveness effectiveness)
    {
        ArgumentNullException.ThrowIfNull(effectiveness);
        var warnings = new List<string>();
        if (effectiveness.FallbackRatio > 0.5)
        {
            warnings.Add("high_fallback_ratio");
        }

        if (effectiveness.SlipQ50 > 4)
        {
            warnings.Add("elevated_median_slippage");
        }

        return new SymbolHealth.RouterPart
        {
            MakerFillRatio = effectiveness.MakerFillRatio,
            FallbackRatio = effectiveness.FallbackRatio,
            SlipQ25 = effectiveness.SlipQ25,
            SlipQ50 = effectiveness.SlipQ50,
            SlipQ75 = effectiveness.SlipQ75,
            SlipQ95 = effectiveness.SlipQ95,
            RouterWarnings = warnings,
        };
    }

    /// <summary>Reads an effectiveness document of any origin; what is no number is missing.</summary>
    public static RouterEffectiveness ReadEffectiveness(JsonObject? document) => new()
    {
        MakerFillRatio = Coerce.First(document, "maker_fill_ratio", "maker_fill_rate"),
        FallbackRatio = Coerce.First(document, "fallback_ratio", "fallback_rate"),
        SlipQ25 = Coerce.Number(document?["slip_q25"]),
        SlipQ50 = Coerce.First(document, "slip_q50", "slippage_p50"),
        SlipQ75 = Coerce.Number(document?["slip_q75"]),
        SlipQ95 = Coerce.First(document, "slip_q95", "slippage_p95"),
        SampleCount = (int)Math.Clamp(Coerce.Number(document?["sample_count"]) ?? 0, 0, int.MaxValue),
    };

    /// <param name="ddTodayPct">Percent, a loss is negative; missing = 0.</param>
    /// <param name="sharpe">Missing = unknown.</param>
    /// <param name="disabled">Whether the symbol is switched off.</param>
    /// <param name="toggleMeta">Shown only while it is.</param>
    public static SymbolHealth.RiskPart RiskPart(double? ddTodayPct, double? sharpe, bool disabled, JsonNode? toggleMeta)
    {
        double dd = ddTodayPct is { } percent && double.IsFinite(percent) ? percent : 0;
        var flags = new List<string>();
        void Flag(bool raised, string name)
        {
            if (raised)
            {
                flags.Add(name);
            }
        }

        Flag(dd <= -AlertPct, "dd_warning");
        Flag(dd <= -KillPct, "dd_kill_threshold");
        Flag(disabled, "symbol_disabled");
        return new SymbolHealth.RiskPart
        {
            DdTodayPct = dd,
            DdState = dd <= -KillPct ? "defensive" : dd <= -AlertPct ? "cautious" : "normal",
            RiskFlags = flags,
            SharpeState = sharpe switch { null or double.NaN => "unknown", <= -1 => "poor", >= 1.5 => "strong", _ => "neutral" },
            ToggleActive = disabled,
            ToggleMeta = disabled ? JsonNodes.FiniteCopy(toggleMeta) : null,
        };
    }

    private static Dictionary<string, string> Components(IReadOnlyDictionary<string, SymbolHealth.ErrorCount> errors, bool whole)
    {
        var components = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["router"] = "ok",
            ["risk"] = whole ? "ok" : "missing",
            ["vol"] = whole ? "ok" : "missing",
            ["sizing"] = whole ? "ok" : "missing",
        };
        foreach (string component in errors.Keys)
        {
            components[component] = "error";
        }

        return components;
    }
}
