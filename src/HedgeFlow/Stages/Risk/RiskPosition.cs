using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.Risk;

/// <summary>
/// What risk computations need of an open position. Source: risk contract, VaR and CVaR (position notional).
/// </summary>
/// <param name="Symbol">Upper-case.</param>
/// <param name="Qty">Base units, negative = short; 0 when unknown.</param>
/// <param name="Notional">USD, never negative.</param>
public readonly record struct RiskPosition(string Symbol, double Qty, double Notional)
{
    public static RiskPosition Of(in PositionRow row) =>
        new(row.Symbol, double.IsFinite(row.Qty) ? row.Qty : 0, double.IsFinite(row.Notional) ? Math.Abs(row.Notional) : 0);

    /// <summary>
    /// Reads a position mapping under any of its names: a given notional counts, 0 included, else quantity times mark or entry.
    /// </summary>
    public static RiskPosition Of(string symbol, JsonObject? row)
    {
        double qty = Coerce.First(row, "positionAmt", "amt", "qty") ?? 0;
        double notional = Coerce.First(row, "notional", "notional_usd")
            ?? qty * (Coerce.FirstPositive(row, "markPrice", "mark_price", "entryPrice", "entry_price") ?? 0);
        return new RiskPosition(symbol, qty, double.IsFinite(notional) ? Math.Abs(notional) : 0);
    }

    /// <summary>As above; a row without a symbol has symbol "".</summary>
    public static RiskPosition Of(JsonObject? row) => Of(Coerce.Symbol(row?["symbol"]), row);
}
