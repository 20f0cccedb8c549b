using System.Text.Json;
using HedgeFlow.Configuration;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Risk;

namespace HedgeFlow.Stages.Executor.Gate;

/// <summary>
/// The decision as a document: gate, limit, reasons, thresholds, observations, notional, NAV. The same for allow and veto. It keeps
/// what the gate saw and is encoded only where somebody writes it down. Source: risk contract, gate detail.
/// </summary>
public sealed class GateDetail : ExecutorRow
{
    public const string GateName = "risk_limits";

    private readonly GateRequest _request;
    private readonly GateDecision _decision;
    private readonly GateRules _rules;
    private readonly DrawdownSnapshot _drawdown;
    private readonly double _navAge;
    private readonly double _portfolioDrawdown;
    private readonly bool? _sourcesOk;

    public GateDetail(in GateRequest request, in GateDecision decision, GateBook book, GateRules rules)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(rules);
        _request = request;
        _decision = decision;
        _rules = rules;
        _drawdown = book.Drawdown;
        _navAge = book.NavAgeSeconds;
        _portfolioDrawdown = book.PortfolioDrawdown;
        _sourcesOk = book.NavSourcesOk;
    }

    public ref readonly GateRequest Request => ref _request;

    public ref readonly GateDecision Decision => ref _decision;

    public override int EstimatedSize => 700;

    private bool Judged => !_decision.Bypassed && !_decision.HardStop;

    public override void WriteMembers(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteString("gate"u8, GateName);
        if (_decision.Reasons.First is { } limit)
        {
            writer.WriteString("limit"u8, limit);
        }

        writer.Texts("reasons"u8, _decision.Reasons.ToArray());
        WriteThresholds(writer);
        WriteObservations(writer);
        writer.Number("notional"u8, _decision.Notional);
        writer.Number("nav_total"u8, _decision.Nav);
    }

    /// <summary>Member <c>thresholds</c>: the limits that were hit, and those that every decision names; empty when nothing was judged.</summary>
    public void WriteThresholds(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject("thresholds"u8);
        if (Judged)
        {
            new GateThresholds(in _request, in _decision, _rules, _drawdown).Write(writer);
        }

        writer.WriteEndObject();
    }

    /// <summary>Member <c>observations</c>: what the decision was made on; empty when nothing was judged.</summary>
    public void WriteObservations(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject("observations"u8);
        if (Judged)
        {
            WriteObserved(writer);
        }

        writer.WriteEndObject();
    }

    private void WriteObserved(Utf8JsonWriter writer)
    {
        RiskLimits limits = _rules.Limits;
        writer.Number("notional"u8, _decision.Notional);
        writer.Number("nav_age_s"u8, Math.Max(0, _navAge));
        writer.Flag("nav_sources_ok"u8, _sourcesOk);
        writer.WriteStartObject("circuit_breaker"u8);
        writer.Number("max_portfolio_dd_nav_pct"u8, limits.MaxPortfolioDrawdown > 0 ? limits.MaxPortfolioDrawdown : double.NaN);
        writer.WriteBoolean("active"u8, _decision.BreakerActive);
        writer.Number("current_dd_pct"u8, _portfolioDrawdown);
        writer.WriteEndObject();
        WriteKnown(writer, "correlation_group_nav_pct"u8, _decision.GroupNavPct);
        WriteKnown(writer, "portfolio_var_nav_pct"u8, _decision.PortfolioVarNavPct);
        WriteKnown(writer, "position_cvar_nav_pct"u8, _decision.PositionCvarNavPct);
        writer.Number("drawdown_pct"u8, _decision.Drawdown);
        writer.Number("drawdown_peak"u8, _drawdown.PeakNav);
        writer.Number("drawdown_nav"u8, _drawdown.Nav);
        writer.Number("daily_loss_pct"u8, _drawdown.DailyLossFrac);
        if (_drawdown.StaleFlags != DrawdownStaleFlags.None)
        {
            writer.WritePropertyName("drawdown_stale_flags"u8);
            JsonNodeWriter.Write(writer, _drawdown.StaleFlags.ToJson());
        }

        WriteKnown(writer, "cooldown_until"u8, _decision.CooldownUntil);
        writer.Number("trade_nav_obs"u8, _decision.Nav > 0 ? _decision.Notional / _decision.Nav : double.NaN);
        if (_decision.NavStaleTolerated || !_drawdown.Usable)
        {
            writer.WriteStartArray("warnings"u8);
            if (_decision.NavStaleTolerated)
            {
                writer.WriteStringValue("nav_stale"u8);
            }

            if (!_drawdown.Usable)
            {
                writer.WriteStringValue("drawdown_stale"u8);
            }

            writer.WriteEndArray();
        }
    }

    private static void WriteKnown(Utf8JsonWriter writer, ReadOnlySpan<byte> name, double value)
    {
        if (double.IsFinite(value))
        {
            writer.Number(name, value);
        }
    }
}
