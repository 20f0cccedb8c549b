using System.Globalization;
using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.Executor.Orders;

/// <summary>What the exchange lets a symbol's orders look like. Decimals: these are steps, and a double cannot hold 0.1.</summary>
/// <param name="Tick">Price step, &gt; 0.</param>
/// <param name="Step">Quantity step, &gt; 0.</param>
/// <param name="MinQty">Base units, ≥ 0.</param>
/// <param name="MinNotional">Quote units, ≥ 0.</param>
public sealed record SymbolFilters(decimal Tick, decimal Step, decimal MinQty, decimal MinNotional)
{
    /// <summary>What holds where the exchange says nothing.</summary>
    public static SymbolFilters Default { get; } = new(0.01m, 0.001m, 0, 0);

    /// <summary>Reads the exchange's filter objects by name: PRICE_FILTER, LOT_SIZE (else MARKET_LOT_SIZE), MIN_NOTIONAL.</summary>
    public static SymbolFilters Of(JsonObject filters)
    {
        ArgumentNullException.ThrowIfNull(filters);
        JsonNode? lot = filters["LOT_SIZE"] ?? filters["MARKET_LOT_SIZE"];
        return new SymbolFilters(
            Positive(filters["PRICE_FILTER"], "tickSize", Default.Tick),
            Positive(lot, "stepSize", Default.Step),
            Positive(lot, "minQty", Default.MinQty),
            Positive(filters["MIN_NOTIONAL"], "notional", Default.MinNotional));
    }

    /// <summary>The number as the exchange would write it; null when a decimal cannot hold it.</summary>
    internal static decimal? Decimal(double value) =>
        double.IsFinite(value) && decimal.TryParse(value.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal exact)
            ? exact
            : null;

    private static decimal Positive(JsonNode? filter, string member, decimal otherwise) =>
        decimal.TryParse(Coerce.AsText((filter as JsonObject)?[member]), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal value) && value > 0
            ? value
            : otherwise;
}
