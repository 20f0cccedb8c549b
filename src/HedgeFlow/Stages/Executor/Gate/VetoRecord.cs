using System.Text.Json;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.Executor.Gate;

/// <summary>
/// The one line of <c>risk_vetoes.jsonl</c> for a vetoed intent. Source: risk contract, veto records; services contract,
/// risk_vetoes.jsonl.
/// </summary>
public sealed class VetoRecord : ExecutorRow
{
    public const string EventType = "risk_veto";

    private readonly GateDetail _detail;
    private readonly VetoOrigin _origin;
    private readonly string _original;
    private readonly double _now;

    private VetoRecord(GateDetail detail, in VetoOrigin origin, double now)
    {
        ArgumentNullException.ThrowIfNull(detail);
        _original = detail.Decision.Reasons.First ?? throw new ArgumentException("not a veto", nameof(detail));
        _detail = detail;
        _origin = origin;
        _now = now;
    }

    public override int EstimatedSize => 800 + 2 * _detail.EstimatedSize;

    /// <summary>The journal row of a veto.</summary>
    /// <param name="detail">The decision; must be a veto.</param>
    /// <param name="origin">Where the intent came from.</param>
    /// <param name="now">Epoch seconds of the decision.</param>
    public static JournalRow Row(GateDetail detail, in VetoOrigin origin, double now) =>
        new(JournalFiles.RiskVetoes, new VetoRecord(detail, origin, now), EventType, now);

    public override string? TextOf(string member) => member switch
    {
        "veto_reason" => VetoReasons.Canonical(_original),
        "gate" => GateDetail.GateName,
        _ => base.TextOf(member),
    };

    public override void WriteMembers(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ref readonly GateRequest request = ref _detail.Request;
        ref readonly GateDecision decision = ref _detail.Decision;
        writer.WriteString("symbol"u8, request.Symbol);
        writer.WriteString("strategy"u8, _origin.Strategy);
        writer.WriteString("veto_reason"u8, VetoReasons.Canonical(_original));
        writer.WriteString("original_reason"u8, _original);
        writer.Texts("reasons"u8, decision.Reasons.ToArray());
        writer.WriteString("gate"u8, GateDetail.GateName);
        _detail.WriteThresholds(writer);
        _detail.WriteObservations(writer);
        writer.WriteStartObject("veto_detail"u8);
        _detail.WriteMembers(writer);
        writer.WriteEndObject();
        WriteContext(writer, request, decision);
        writer.WriteString("source"u8, "risk"u8);
        writer.WriteString("side"u8, Configuration.OrderSideText.Normalize(request.Side));
        writer.WriteString("position_side"u8, _origin.PositionSide);
        writer.Number("signal_ts"u8, _origin.SignalTs);
        writer.Number("qty_req"u8, request.Price != 0 ? decision.Notional / request.Price : double.NaN);
        writer.Number("gross_usd"u8, decision.Notional);
        writer.Number("price"u8, request.Price);
        writer.WriteString("attempt_id"u8, _origin.AttemptId);
        writer.WriteString("intent_id"u8, _origin.IntentId);
        writer.WriteString("run_id"u8, _origin.RunId);
    }

    private void WriteContext(Utf8JsonWriter writer, in GateRequest request, in GateDecision decision)
    {
        writer.WriteStartObject("context"u8);
        writer.Number("nav"u8, decision.Nav);
        writer.Number("requested_notional"u8, decision.Notional);
        writer.Number("symbol_gross_notional"u8, request.SymbolGrossNotional);
        writer.Number("portfolio_gross_notional"u8, request.PortfolioGrossNotional);
        writer.Number("open_qty"u8, request.OpenQty);
        writer.Number("lev"u8, request.Leverage);
        if (request.OpenPositionsCount >= 0)
        {
            writer.WriteNumber("open_positions_count"u8, request.OpenPositionsCount);
        }
        else
        {
            writer.WriteNull("open_positions_count"u8);
        }

        writer.WriteString("tier"u8, request.TierName);
        writer.Number("current_tier_gross_notional"u8, request.TierGrossNotional);
        writer.Number("now"u8, _now);
        writer.WriteEndObject();
    }
}
