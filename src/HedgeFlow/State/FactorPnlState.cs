using System.Text.Json.Serialization;
using HedgeFlow.Serialization;

namespace HedgeFlow.State;

/// <summary>
/// <c>factor_pnl.json</c>: realised PnL of the window, shared out to the factors behind each trade. Written only on request.
/// Source: factor contract, PnL attribution.
/// </summary>
/// <param name="ByFactor">Factor → USD, 4 decimals.</param>
/// <param name="PctByFactor">Factor → percent of the total, 2 decimals; 0 when the total is nothing.</param>
/// <param name="TotalPnlUsd">USD, 4 decimals.</param>
/// <param name="WindowDays">Length of the window.</param>
/// <param name="TradeCount">Trades that were attributed.</param>
/// <param name="UpdatedTs">Instant of the run, epoch seconds UTC.</param>
public sealed record FactorPnlState(
    IReadOnlyDictionary<string, double> ByFactor,
    IReadOnlyDictionary<string, double> PctByFactor,
    double TotalPnlUsd,
    int WindowDays,
    int TradeCount,
    double UpdatedTs)
{
    public static StateSurface<FactorPnlState> Surface { get; } =
        new("factor_pnl", "factor_pnl.json", FactorPnlStateJson.Default.FactorPnlState);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(FiniteDoubleConverter)])]
[JsonSerializable(typeof(FactorPnlState))]
internal sealed partial class FactorPnlStateJson : JsonSerializerContext;
