using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Stages.Executor.Gate;

namespace HedgeFlow.Stages.Executor;

/// <summary>
/// An intent on its way to the shadow run, with the live values it was judged by. Immutable.
/// </summary>
/// <param name="Intent">The normalised intent.</param>
/// <param name="Now">Epoch seconds UTC.</param>
/// <param name="NavUsd">USD; 0 when unknown.</param>
/// <param name="PortfolioGrossUsd">Σ |qty| × mark of the book.</param>
/// <param name="SymbolOpenQty">Largest |qty| open in the symbol, base units.</param>
/// <param name="OpenPositions">Number of open rows.</param>
/// <param name="TierGrossUsd">USD open in the symbol's tier.</param>
/// <param name="Price">Intent price, else the last price; 0 when neither is known.</param>
/// <param name="Gate">What the gate saw and decided.</param>
/// <param name="Qty">Base units asked for; null = unknown.</param>
/// <param name="Heartbeat">True for the periodic record that no intent stands behind.</param>
public sealed record ShadowRequest(
    Intent Intent,
    double Now,
    double NavUsd,
    double PortfolioGrossUsd,
    double SymbolOpenQty,
    int OpenPositions,
    double TierGrossUsd,
    double Price,
    GateDetail Gate,
    double? Qty,
    bool Heartbeat = false)
{
    /// <summary>The gate's decision document: <c>allowed, clamped_qty, reasons, hit_caps, diagnostics</c>. Made anew for each reader.</summary>
    public JsonObject DecisionDocument() => RiskDecision.Of(Gate.Decision, Qty, Gate.Nodes).ToJson();
}
