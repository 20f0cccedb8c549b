using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.Risk;

/// <summary>The two fractions of a drawdown block. Source: state contract, percentages (invariants 1 and 2).</summary>
/// <param name="DdFrac">Drawdown; null = unknown.</param>
/// <param name="DailyLossFrac">Loss of the day; null = unknown.</param>
public readonly record struct DrawdownFractions(double? DdFrac, double? DailyLossFrac)
{
    /// <summary>Of <c>{dd_pct, daily_loss{pct}}</c> in fractions or percent.</summary>
    public static DrawdownFractions Of(JsonObject? drawdown) => new(
        Fractions.NormalizePercentage(drawdown?["dd_pct"]),
        Fractions.NormalizePercentage((drawdown?["daily_loss"] as JsonObject)?["pct"]));
}
