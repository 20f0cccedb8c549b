using System.Globalization;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Publish;

/// <summary>
/// Levels for positions that are open at start-up and have none: a stop and a target in multiples of an assumed range.
/// Decimal arithmetic, so that 100 × 0.007 is 0.7. Source: state contract, ledger and TP/SL registry.
/// </summary>
public sealed record TpSlSeed
{
    /// <summary>Assumed range as a fraction of the entry price.</summary>
    public decimal AtrPct { get; init; } = 0.007m;

    /// <summary>Stop distance in ranges.</summary>
    public decimal StopMultiple { get; init; } = 2.0m;

    /// <summary>Target distance in ranges.</summary>
    public decimal TargetMultiple { get; init; } = 3.0m;

    /// <summary>Levels of a position; null unless the side is LONG or SHORT and everything, the results included, is above 0.</summary>
    public TpSlLevels? Levels(string? side, string? entryPrice)
    {
        int direction = side?.Trim().ToUpperInvariant() switch { "LONG" => 1, "SHORT" => -1, _ => 0 };
        decimal entry = Parse(entryPrice) ?? 0;
        if (direction == 0 || entry <= 0 || AtrPct <= 0 || StopMultiple <= 0 || TargetMultiple <= 0)
        {
            return null;
        }

        try
        {
            decimal range = entry * AtrPct;
            decimal stop = entry - direction * StopMultiple * range;
            decimal target = entry + direction * TargetMultiple * range;
            return stop > 0 && target > 0 ? new TpSlLevels((double)target, (double)stop) : null;
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <inheritdoc cref="Levels(string?, string?)"/>
    public TpSlLevels? Levels(string? side, double entryPrice) => Levels(side, entryPrice.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>A decimal in plain or exponent form; null when it is none or out of range.</summary>
    public static decimal? Parse(string? text) =>
        decimal.TryParse(text?.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal value) ? value : null;
}
