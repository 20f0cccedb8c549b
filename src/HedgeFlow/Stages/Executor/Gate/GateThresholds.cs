using System.Text.Json;
using HedgeFlow.Configuration;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Risk;

namespace HedgeFlow.Stages.Executor.Gate;

/// <summary>The limits that a judged decision names, rule by rule. Source: risk contract, gate detail (thresholds).</summary>
internal readonly ref struct GateThresholds(
    ref readonly GateRequest request, ref readonly GateDecision decision, GateRules rules, DrawdownSnapshot drawdown)
{
    private readonly ref readonly GateRequest _request = ref request;
    private readonly ref readonly GateDecision _decision = ref decision;
    private readonly RiskLimits _limits = rules.Limits;
    private readonly SymbolLimits _symbol = rules.Limits.Of(request.Symbol);

    public void Write(Utf8JsonWriter writer)
    {
        writer.Number("nav_freshness_seconds"u8, TradingNavFreshness.Threshold(_limits.NavFreshnessSeconds));
        Hit(writer, GateRule.PortfolioDrawdownCircuit, "max_portfolio_dd_nav_pct"u8, _limits.MaxPortfolioDrawdown);
        if (Has(GateRule.CorrelationCap))
        {
            CorrelationGroup group = rules.Groups.Groups[_decision.GroupIndex];
            writer.WriteStartObject("correlation_cap"u8);
            writer.WriteString("group_name"u8, group.Name);
            writer.Number("max_group_nav_pct"u8, group.MaxGroupNav);
            writer.WriteEndObject();
        }

        Hit(writer, GateRule.PortfolioVarLimit, "max_portfolio_var_nav_pct"u8, rules.Advanced.Var.MaxPortfolioVarNav);
        Hit(writer, GateRule.PositionCvarLimit, "max_position_cvar_nav_pct"u8, rules.Advanced.Cvar.MaxPositionCvarNav);
        Hit(writer, GateRule.AlreadyInTrade, "position_amt"u8, _decision.PositionQty);
        WriteLosses(writer);
        WriteSizes(writer);
        WritePace(writer);
        writer.Number("trade_equity_nav_pct"u8, _limits.TradeEquityNav);
        writer.Number("max_trade_nav_pct"u8, _limits.MaxTradeNav);
        Hit(writer, GateRule.PortfolioCap, "max_gross_exposure_pct"u8, _limits.MaxGrossExposure);
        if (Has(GateRule.MaxConcurrent))
        {
            writer.WriteNumber("max_concurrent_positions"u8, _limits.MaxConcurrentPositions);
        }

        if (Has(GateRule.TierCap))
        {
            writer.WriteStartObject("tier_cap"u8);
            writer.WriteString("tier"u8, _request.TierName);
            writer.Number("per_symbol_nav_pct"u8, _decision.TierShare);
            writer.WriteEndObject();
        }
    }

    private void WriteLosses(Utf8JsonWriter writer)
    {
        Hit(writer, GateRule.NavDrawdownLimit, "max_nav_drawdown_pct"u8, _limits.MaxNavDrawdown);
        Hit(writer, GateRule.NavDrawdownLimit, "observed_drawdown_pct"u8, _decision.Drawdown);
        Hit(writer, GateRule.DayLossLimit, "daily_loss_limit_pct"u8, _limits.DailyLossLimit);
        Hit(writer, GateRule.DayLossLimit, "observed_daily_drawdown_pct"u8, _decision.DailyLoss);
        if (Has(GateRule.NavDrawdownLimit) || Has(GateRule.DayLossLimit))
        {
            writer.Number("drawdown_nav"u8, drawdown.Nav);
            writer.Number("drawdown_peak"u8, drawdown.PeakNav);
        }
    }

    private void WriteSizes(Utf8JsonWriter writer)
    {
        Hit(writer, GateRule.MinNotional, "min_notional"u8, _decision.MinNotional);
        Hit(writer, GateRule.MaxOrderNotional, "max_order_notional"u8, _symbol.MaxOrderNotional);
        Hit(writer, GateRule.MaxPositionUsd, "max_position_usd"u8, _symbol.MaxPositionUsd);
        Hit(writer, GateRule.MaxPositionUsd, "existing_notional"u8, _decision.ExistingNotional);
        Hit(writer, GateRule.MaxPositionUsd, "total_after"u8, _decision.ExistingNotional + _decision.Notional);
        Hit(writer, GateRule.SymbolShare, "symbol_notional_cap"u8, _decision.SymbolNotionalCap);
        Hit(writer, GateRule.MaxOpenQty, "max_open_qty"u8, _symbol.MaxOpenQty ?? 0);
        Hit(writer, GateRule.Leverage, "max_leverage"u8, _decision.MaxLeverage);
        Hit(writer, GateRule.EffectiveLeverage, "max_effective_leverage"u8, _limits.MaxEffectiveLeverage);
        Hit(writer, GateRule.EffectiveLeverage, "projected_effective_leverage"u8, _decision.ProjectedLeverage);
    }

    private void WritePace(Utf8JsonWriter writer)
    {
        Hit(writer, GateRule.Cooldown, "cooldown_sec"u8, _symbol.CooldownSeconds);
        Hit(writer, GateRule.Cooldown, "last_fill_ts"u8, _decision.LastFillTs);
        if (Has(GateRule.ErrorCircuit))
        {
            Window(writer, "error_circuit"u8, "max_errors"u8, _limits.ErrorCircuit);
        }

        if (Has(GateRule.BurstLimit))
        {
            Window(writer, "burst_limit"u8, "max_orders"u8, _limits.BurstLimit);
        }
    }

    private static void Window(Utf8JsonWriter writer, ReadOnlySpan<byte> name, ReadOnlySpan<byte> max, WindowLimit limit)
    {
        writer.WriteStartObject(name);
        writer.WriteNumber(max, limit.Max);
        writer.Number("window_sec"u8, limit.WindowSeconds);
        writer.WriteEndObject();
    }

    private bool Has(GateRule rule) => _decision.Reasons.Has(rule);

    private void Hit(Utf8JsonWriter writer, GateRule rule, ReadOnlySpan<byte> name, double value)
    {
        if (Has(rule))
        {
            writer.Number(name, value);
        }
    }
}
