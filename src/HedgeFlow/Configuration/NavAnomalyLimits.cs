using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Configuration;

/// <summary>
/// When a NAV that moved from one snapshot to the next is not believed at once. Source: risk contract, NAV anomaly.
/// </summary>
/// <param name="Enabled">Whether the check runs.</param>
/// <param name="MaxMultiplierIntraday">Largest believable NAV as a multiple of the one before.</param>
/// <param name="MaxGapAbsUsd">Largest believable move in USD.</param>
public sealed record NavAnomalyLimits(bool Enabled, double MaxMultiplierIntraday, double MaxGapAbsUsd)
{
    public static NavAnomalyLimits Default { get; } = new(false, 3.0, 20000.0);

    /// <summary>Reads the <c>nav_anomalies</c> block of a risk configuration; anything unusable gives the default.</summary>
    public static NavAnomalyLimits Of(JsonNode? riskConfig)
    {
        if ((riskConfig as JsonObject)?["nav_anomalies"] is not JsonObject block)
        {
            return Default;
        }

        double? multiplier = Coerce.Number(block["max_multiplier_intraday"]);
        if (multiplier is null && Coerce.Number(block["max_nav_jump_pct"]) is > 0 and { } jump)
        {
            // The documentation's name for the same limit, as the move instead of the multiple.
            multiplier = Fractions.NormalizePercentage(jump) + 1;
        }

        return new NavAnomalyLimits(
            Coerce.Flag(block["enabled"]),
            multiplier is > 0 ? multiplier.Value : Default.MaxMultiplierIntraday,
            Coerce.Number(block["max_gap_abs_usd"]) is > 0 and { } gap ? gap : Default.MaxGapAbsUsd);
    }
}
