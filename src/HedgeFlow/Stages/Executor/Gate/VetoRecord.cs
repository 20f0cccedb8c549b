using System.Text.Json.Nodes;
using HedgeFlow.Domain;

namespace HedgeFlow.Stages.Executor.Gate;

/// <summary>
/// The one line of <c>risk_vetoes.jsonl</c> for a vetoed intent. Source: risk contract, veto records; services contract,
/// risk_vetoes.jsonl.
/// </summary>
public static class VetoRecord
{
    public const string EventType = "risk_veto";

    /// <summary>The journal row of a veto.</summary>
    /// <param name="request">The intent.</param>
    /// <param name="decision">Its decision; must be a veto.</param>
    /// <param name="detail">What <see cref="GateDetail.Build"/> made of it.</param>
    /// <param name="origin">Where it came from.</param>
    /// <param name="now">Epoch seconds of the decision.</param>
    public static JournalRow Row(in GateRequest request, in GateDecision decision, JsonObject detail, in VetoOrigin origin, double now)
    {
        ArgumentNullException.ThrowIfNull(detail);
        string original = decision.Reasons.First ?? throw new ArgumentException("not a veto", nameof(decision));
        double price = request.Price;
        double? qty = double.IsFinite(price) && price != 0 && double.IsFinite(decision.Notional / price) ? decision.Notional / price : null;
        var payload = new JsonObject
        {
            ["symbol"] = request.Symbol,
            ["strategy"] = origin.Strategy,
            ["veto_reason"] = VetoReasons.Canonical(original),
            ["original_reason"] = original,
            ["reasons"] = GateDetail.Reasons(decision.Reasons),
            ["gate"] = GateDetail.GateName,
            ["thresholds"] = detail["thresholds"]?.DeepClone() ?? new JsonObject(),
            ["observations"] = detail["observations"]?.DeepClone() ?? new JsonObject(),
            ["veto_detail"] = detail.DeepClone(),
            ["context"] = Context(request, decision, now),
            ["source"] = "risk",
            ["side"] = Configuration.OrderSideText.Normalize(request.Side),
            ["position_side"] = origin.PositionSide,
            ["signal_ts"] = origin.SignalTs is { } signal && double.IsFinite(signal) ? signal : null,
            ["qty_req"] = qty,
            ["gross_usd"] = decision.Notional,
            ["price"] = Finite(price),
            ["attempt_id"] = origin.AttemptId,
            ["intent_id"] = origin.IntentId,
            ["run_id"] = origin.RunId,
        };
        return new JournalRow(JournalFiles.RiskVetoes, payload, EventType, now);
    }

    private static JsonObject Context(in GateRequest request, in GateDecision decision, double now) => new()
    {
        ["nav"] = Finite(decision.Nav),
        ["requested_notional"] = decision.Notional,
        ["symbol_gross_notional"] = Finite(request.SymbolGrossNotional),
        ["portfolio_gross_notional"] = Finite(request.PortfolioGrossNotional),
        ["open_qty"] = Finite(request.OpenQty),
        ["lev"] = Finite(request.Leverage),
        ["open_positions_count"] = request.OpenPositionsCount >= 0 ? request.OpenPositionsCount : null,
        ["tier"] = request.TierName,
        ["current_tier_gross_notional"] = Finite(request.TierGrossNotional),
        ["now"] = Finite(now),
    };

    private static double? Finite(double value) => double.IsFinite(value) ? value + 0.0 : null;
}
