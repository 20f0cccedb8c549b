using System.Text.Json.Nodes;
using HedgeFlow.Configuration;
using HedgeFlow.Stages.Risk;

namespace HedgeFlow.Stages.Executor.Gate;

/// <summary>
/// The decision as a document: gate, limit, reasons, thresholds, observations, notional, NAV. The same for allow and veto.
/// Built only when somebody writes it down. Source: risk contract, gate detail.
/// </summary>
public static class GateDetail
{
    public const string GateName = "risk_limits";

    public static JsonObject Build(in GateRequest request, in GateDecision decision, GateBook book, GateRules rules)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(rules);
        var detail = new JsonObject { ["gate"] = GateName };
        if (decision.Reasons.First is { } limit)
        {
            detail["limit"] = limit;
        }

        bool judged = !decision.Bypassed && !decision.HardStop;
        detail["reasons"] = Reasons(decision.Reasons);
        detail["thresholds"] = judged ? Thresholds(request, decision, book, rules) : [];
        detail["observations"] = judged ? Observations(decision, book, rules.Limits) : [];
        detail["notional"] = Finite(decision.Notional);
        detail["nav_total"] = Finite(decision.Nav);
        return detail;
    }

    /// <summary>Distinct raw reasons in rule order.</summary>
    public static JsonArray Reasons(GateReasons reasons) => [.. reasons.ToArray().Select(reason => (JsonNode?)JsonValue.Create(reason))];

    private static JsonObject Thresholds(in GateRequest request, in GateDecision decision, GateBook book, GateRules rules)
    {
        RiskLimits limits = rules.Limits;
        SymbolLimits symbol = limits.Of(request.Symbol);
        GateReasons hits = decision.Reasons;
        var map = new JsonObject { ["nav_freshness_seconds"] = TradingNavFreshness.Threshold(limits.NavFreshnessSeconds) };
        Add(map, hits.Has(GateRule.PortfolioDrawdownCircuit), "max_portfolio_dd_nav_pct", limits.MaxPortfolioDrawdown);
        if (hits.Has(GateRule.CorrelationCap))
        {
            CorrelationGroup group = rules.Groups.Groups[decision.GroupIndex];
            map["correlation_cap"] = new JsonObject { ["group_name"] = group.Name, ["max_group_nav_pct"] = group.MaxGroupNav };
        }

        Add(map, hits.Has(GateRule.PortfolioVarLimit), "max_portfolio_var_nav_pct", rules.Advanced.Var.MaxPortfolioVarNav);
        Add(map, hits.Has(GateRule.PositionCvarLimit), "max_position_cvar_nav_pct", rules.Advanced.Cvar.MaxPositionCvarNav);
        Add(map, hits.Has(GateRule.AlreadyInTrade), "position_amt", decision.PositionQty);
        AddLosses(map, decision, book.Drawdown, limits);
        Add(map, hits.Has(GateRule.MinNotional), "min_notional", decision.MinNotional);
        Add(map, hits.Has(GateRule.MaxOrderNotional), "max_order_notional", symbol.MaxOrderNotional);
        if (hits.Has(GateRule.MaxPositionUsd))
        {
            map["max_position_usd"] = symbol.MaxPositionUsd;
            map["existing_notional"] = decision.ExistingNotional;
            map["total_after"] = Finite(decision.ExistingNotional + decision.Notional);
        }

        Add(map, hits.Has(GateRule.SymbolShare), "symbol_notional_cap", decision.SymbolNotionalCap);
        Add(map, hits.Has(GateRule.MaxOpenQty), "max_open_qty", symbol.MaxOpenQty ?? 0);
        Add(map, hits.Has(GateRule.Leverage), "max_leverage", decision.MaxLeverage);
        if (hits.Has(GateRule.EffectiveLeverage))
        {
            map["max_effective_leverage"] = limits.MaxEffectiveLeverage;
            map["projected_effective_leverage"] = Finite(decision.ProjectedLeverage);
        }

        AddPace(map, hits, decision, symbol, limits);
        map["trade_equity_nav_pct"] = limits.TradeEquityNav;
        map["max_trade_nav_pct"] = limits.MaxTradeNav;
        Add(map, hits.Has(GateRule.PortfolioCap), "max_gross_exposure_pct", limits.MaxGrossExposure);
        Add(map, hits.Has(GateRule.MaxConcurrent), "max_concurrent_positions", limits.MaxConcurrentPositions);
        if (hits.Has(GateRule.TierCap))
        {
            map["tier_cap"] = new JsonObject { ["tier"] = request.TierName, ["per_symbol_nav_pct"] = decision.TierShare };
        }

        return map;
    }

    private static void AddLosses(JsonObject map, in GateDecision decision, in DrawdownSnapshot drawdown, RiskLimits limits)
    {
        bool dd = decision.Reasons.Has(GateRule.NavDrawdownLimit);
        bool day = decision.Reasons.Has(GateRule.DayLossLimit);
        if (dd)
        {
            map["max_nav_drawdown_pct"] = limits.MaxNavDrawdown;
            map["observed_drawdown_pct"] = Finite(decision.Drawdown);
        }

        if (day)
        {
            map["daily_loss_limit_pct"] = limits.DailyLossLimit;
            map["observed_daily_drawdown_pct"] = Finite(decision.DailyLoss);
        }

        if (dd || day)
        {
            map["drawdown_nav"] = Finite(drawdown.Nav);
            map["drawdown_peak"] = Finite(drawdown.PeakNav);
        }
    }

    private static void AddPace(JsonObject map, GateReasons hits, in GateDecision decision, SymbolLimits symbol, RiskLimits limits)
    {
        if (hits.Has(GateRule.Cooldown))
        {
            map["cooldown_sec"] = symbol.CooldownSeconds;
            map["last_fill_ts"] = decision.LastFillTs;
        }

        if (hits.Has(GateRule.ErrorCircuit))
        {
            map["error_circuit"] = new JsonObject { ["max_errors"] = limits.ErrorCircuit.Max, ["window_sec"] = limits.ErrorCircuit.WindowSeconds };
        }

        if (hits.Has(GateRule.BurstLimit))
        {
            map["burst_limit"] = new JsonObject { ["max_orders"] = limits.BurstLimit.Max, ["window_sec"] = limits.BurstLimit.WindowSeconds };
        }
    }

    private static JsonObject Observations(in GateDecision decision, GateBook book, RiskLimits limits)
    {
        DrawdownSnapshot drawdown = book.Drawdown;
        var map = new JsonObject
        {
            ["notional"] = Finite(decision.Notional),
            ["nav_age_s"] = Finite(Math.Max(0, book.NavAgeSeconds)),
            ["nav_sources_ok"] = book.NavSourcesOk,
            ["circuit_breaker"] = new JsonObject
            {
                ["max_portfolio_dd_nav_pct"] = limits.MaxPortfolioDrawdown > 0 ? limits.MaxPortfolioDrawdown : null,
                ["active"] = decision.BreakerActive,
                ["current_dd_pct"] = Finite(book.PortfolioDrawdown),
            },
        };
        AddIf(map, "correlation_group_nav_pct", decision.GroupNavPct);
        AddIf(map, "portfolio_var_nav_pct", decision.PortfolioVarNavPct);
        AddIf(map, "position_cvar_nav_pct", decision.PositionCvarNavPct);
        map["drawdown_pct"] = Finite(decision.Drawdown);
        map["drawdown_peak"] = Finite(drawdown.PeakNav);
        map["drawdown_nav"] = Finite(drawdown.Nav);
        map["daily_loss_pct"] = Finite(drawdown.DailyLossFrac);
        if (drawdown.StaleFlags != DrawdownStaleFlags.None)
        {
            map["drawdown_stale_flags"] = drawdown.StaleFlags.ToJson();
        }

        AddIf(map, "cooldown_until", decision.CooldownUntil);
        map["trade_nav_obs"] = decision.Nav > 0 ? Finite(decision.Notional / decision.Nav) : null;
        var warnings = new JsonArray();
        if (decision.NavStaleTolerated)
        {
            warnings.Add((JsonNode?)JsonValue.Create("nav_stale"));
        }

        if (!drawdown.Usable)
        {
            warnings.Add((JsonNode?)JsonValue.Create("drawdown_stale"));
        }

        if (warnings.Count > 0)
        {
            map["warnings"] = warnings;
        }

        return map;
    }

    private static void Add(JsonObject map, bool hit, string key, double value)
    {
        if (hit)
        {
            map[key] = Finite(value);
        }
    }

    private static void Add(JsonObject map, bool hit, string key, int value)
    {
        if (hit)
        {
            map[key] = value;
        }
    }

    private static void AddIf(JsonObject map, string key, double value)
    {
        if (double.IsFinite(value))
        {
            map[key] = Finite(value);
        }
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value + 0.0 : null;
}
