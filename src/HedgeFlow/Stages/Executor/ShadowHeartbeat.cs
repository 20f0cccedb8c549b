using System.Text.Json.Nodes;
using HedgeFlow.Domain;

namespace HedgeFlow.Stages.Executor;

/// <summary>The signal of a shadow record that no strategy asked for. Source: services contract, when the shadow runs.</summary>
internal static class ShadowHeartbeat
{
    /// <param name="symbol">Upper-case.</param>
    /// <param name="openPositions">Open rows of the book.</param>
    /// <param name="now">Epoch seconds UTC.</param>
    public static Intent Intent(string symbol, int openPositions, double now) => new()
    {
        Symbol = symbol,
        Signal = "BUY",
        Timestamp = now,
        AttemptId = "",
        IntentId = "",
        Document = new JsonObject
        {
            ["symbol"] = symbol,
            ["side"] = "BUY",
            ["notional"] = 0.0,
            ["price"] = 0.0,
            ["leverage"] = 1.0,
            ["tier"] = null,
            ["open_positions_count"] = openPositions,
            ["tier_gross_notional"] = 0.0,
            ["current_gross_notional"] = 0.0,
            ["symbol_open_qty"] = 0.0,
            ["signal_strength"] = 0.0,
        },
    };
}
