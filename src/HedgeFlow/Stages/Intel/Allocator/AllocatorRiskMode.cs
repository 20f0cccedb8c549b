using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.Intel.Allocator;

/// <summary>How careful the allocator is, from the drawdown of the day. It fails open: no data means normal. Source: intel contract, risk mode.</summary>
/// <param name="Name">normal, cautious or defensive.</param>
/// <param name="TotalWeight">What all suggested weights sum to.</param>
/// <param name="NavCapScale">Scale of suggested exposure caps.</param>
/// <param name="TradeCapScale">Scale of suggested trade caps.</param>
public sealed record AllocatorRiskMode(string Name, double TotalWeight, double NavCapScale, double TradeCapScale)
{
    private const double CautiousFromPct = 5;
    private const double DefensiveFromPct = 10;

    public static AllocatorRiskMode Normal { get; } = new("normal", 0.90, 1.05, 1.00);

    public static AllocatorRiskMode Cautious { get; } = new("cautious", 0.65, 0.85, 0.85);

    public static AllocatorRiskMode Defensive { get; } = new("defensive", 0.45, 0.65, 0.70);

    /// <summary>The mode at a drawdown in percent points; unknown is normal.</summary>
    public static AllocatorRiskMode At(double? drawdownPct) =>
        drawdownPct >= DefensiveFromPct ? Defensive : drawdownPct >= CautiousFromPct ? Cautious : Normal;

    /// <summary>
    /// The day's drawdown of a risk snapshot in percent points, at least 0: the deepest symbol; where no symbol has moved, the
    /// portfolio's.
    /// </summary>
    public static double Drawdown(JsonNode? riskSnapshot)
    {
        var root = riskSnapshot as JsonObject;
        double deepest = 0;
        bool moved = false;
        foreach (JsonNode? item in root?["symbols"] as JsonArray ?? [])
        {
            if (Coerce.NumberOrBoolean(((item as JsonObject)?["risk"] as JsonObject)?["dd_today_pct"]) is { } today)
            {
                moved |= today != 0;
                deepest = Math.Max(deepest, -today);
            }
        }

        return !moved && Coerce.NumberOrBoolean(root?["dd_frac"]) is { } fraction ? Math.Max(deepest, Math.Abs(fraction) * 100) : deepest;
    }
}
