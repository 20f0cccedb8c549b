using System.Text.Json.Nodes;

namespace HedgeFlow.Stages.Shadow;

/// <summary>What a shadow run looks at. Documents are read, never changed.</summary>
/// <param name="Symbol">Upper-case.</param>
/// <param name="Signal">The intent as its strategy made it.</param>
/// <param name="NavState"><c>nav_usd, portfolio_gross_usd, symbol_open_qty</c>.</param>
/// <param name="PositionsState">A positions document; its rows are used where the signal says nothing.</param>
/// <param name="RiskDecision">Answer of the risk check.</param>
/// <param name="RouterPolicy"><c>maker_first, taker_bias, quality</c>.</param>
/// <param name="OffsetBps">Maker offset; reported, not applied.</param>
/// <param name="MakerFeeBps">Basis points; negative is a rebate.</param>
/// <param name="TakerFeeBps">Basis points.</param>
/// <param name="Tier">The universe's tier of the symbol.</param>
/// <param name="Now">Epoch seconds UTC.</param>
/// <param name="Heartbeat">No intent stands behind the run.</param>
public sealed record ShadowInputs(
    string Symbol,
    JsonObject Signal,
    JsonObject NavState,
    JsonObject PositionsState,
    JsonObject RiskDecision,
    JsonObject RouterPolicy,
    double? OffsetBps,
    double MakerFeeBps,
    double TakerFeeBps,
    string? Tier,
    double Now,
    bool Heartbeat = false);
