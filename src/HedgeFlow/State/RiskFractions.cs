using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.State;

/// <summary>
/// Drawdown and daily loss of a risk snapshot as fractions: what its <c>dd_frac</c> and <c>daily_loss_frac</c> must be.
/// Source: state contract, percentages.
/// </summary>
/// <param name="DdFrac">Of <c>dd_state.drawdown.dd_pct</c>.</param>
/// <param name="DailyLossFrac">Of <c>dd_state.drawdown.daily_loss.pct</c>.</param>
/// <param name="UpdatedTs">Time of the build, epoch seconds; now when it carries none.</param>
public readonly record struct RiskFractions(double? DdFrac, double? DailyLossFrac, double UpdatedTs)
{
    public static RiskFractions Of(JsonNode? snapshot, double now)
    {
        var map = snapshot as JsonObject;
        var drawdown = (map?["dd_state"] as JsonObject)?["drawdown"] as JsonObject;
        return new RiskFractions(
            Fractions.NormalizePercentage(drawdown?["dd_pct"]),
            Fractions.NormalizePercentage((drawdown?["daily_loss"] as JsonObject)?["pct"]),
            IsoTime.Parse(map?["updated_ts"]) ?? now);
    }
}
