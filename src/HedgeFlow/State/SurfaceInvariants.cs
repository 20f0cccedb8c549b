using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.State;

/// <summary>
/// Statements about the content of single surfaces that every contract version holds true; beyond
/// <see cref="SurfaceHealth"/>, which checks presence and age. Source: state contract, invariants.
/// </summary>
public static class SurfaceInvariants
{
    private const double Tolerance = 1e-9;

    /// <summary>The violated statements as <c>surface:what</c>. A file that is missing or no object violates nothing.</summary>
    /// <param name="files">Content by file name; null = not there.</param>
    /// <param name="universe">Symbols that the router health must list; null = those of the risk snapshot.</param>
    public static IReadOnlyList<string> Violations(Func<string, JsonNode?> files, IEnumerable<string>? universe = null)
    {
        ArgumentNullException.ThrowIfNull(files);
        var found = new List<string>();
        if (files("nav.json") is JsonObject nav)
        {
            Nav(nav, found);
        }

        Exposures("positions", files("positions.json") as JsonObject, found);
        if (files("positions_ledger.json") is JsonObject ledger && ledger["entries"] is JsonArray entries
            && Number(ledger["metadata"], "entry_count") is { } count && count != entries.Count)
        {
            found.Add("positions_ledger:entry_count");
        }

        if (files("risk_snapshot.json") is JsonObject risk)
        {
            Risk(risk, found);
        }

        Vetoes((files("diagnostics.json") as JsonObject)?["runtime_diagnostics"] as JsonObject, found);
        Weights(files("risk_allocation_suggestions_v6.json") as JsonObject, found);
        Router(files("router_health.json") as JsonObject, universe ?? Symbols(files("risk_snapshot.json") as JsonObject), found);
        return found;
    }

    private static void Nav(JsonObject nav, List<string> found)
    {
        if (Coerce.JsonNumber(nav["nav"]) is null)
        {
            found.Add("nav:nav_not_a_number");
        }

        if (Coerce.Boolean(nav["fresh"]) == true && Coerce.Boolean(nav["stale"]) == true)
        {
            found.Add("nav:fresh_and_stale");
        }

        if (Coerce.Number(nav["drawdown_pct"]) is < 0 or > 100)
        {
            found.Add("nav:drawdown_pct_out_of_range");
        }

        Exposures("nav", nav, found);
        var series = nav["series"] as JsonArray;
        if (series?.Count > 500)
        {
            found.Add("nav:series_too_long");
        }

        double last = double.NegativeInfinity;
        foreach (JsonNode? point in series ?? [])
        {
            double time = IsoTime.Parse((point as JsonObject)?["t"]) ?? double.NaN;
            if (!(time > last))
            {
                found.Add("nav:series_not_ascending");
                break;
            }

            last = time;
        }
    }

    private static void Exposures(string name, JsonObject? surface, List<string> found)
    {
        if (Coerce.Number(surface?["gross_exposure_usd"]) is not { } gross)
        {
            return;
        }

        if (gross + Tolerance < Math.Abs(Coerce.Number(surface!["net_exposure_usd"]) ?? 0))
        {
            found.Add($"{name}:gross_below_net");
        }

        if (gross + Tolerance < (Coerce.Number(surface["largest_position_usd"]) ?? 0))
        {
            found.Add($"{name}:gross_below_largest");
        }
    }

    private static void Risk(JsonObject risk, List<string> found)
    {
        RiskFractions fractions = RiskFractions.Of(risk, 0);
        if (Differs(Coerce.Number(risk["dd_frac"]), fractions.DdFrac))
        {
            found.Add("risk_snapshot:dd_frac");
        }

        if (Differs(Coerce.Number(risk["daily_loss_frac"]), fractions.DailyLossFrac))
        {
            found.Add("risk_snapshot:daily_loss_frac");
        }
    }

    private static void Vetoes(JsonObject? diagnostics, List<string> found)
    {
        if (diagnostics?["veto_counters"] is JsonObject counters && counters["by_reason"] is JsonObject reasons
            && reasons.Sum(reason => Coerce.Number(reason.Value) ?? 0) != (Coerce.Number(counters["total_vetoes"]) ?? 0))
        {
            found.Add("runtime_diagnostics:vetoes_do_not_add_up");
        }
    }

    private static void Weights(JsonObject? suggestions, List<string> found)
    {
        double sum = (suggestions?["symbols"] as JsonArray ?? []).Sum(row => Number(row, "suggested_weight") ?? 0);
        if (sum > 1 + 1e-6)
        {
            found.Add("risk_allocation_suggestions_v6:weights_above_one");
        }
    }

    private static void Router(JsonObject? health, IEnumerable<string> universe, List<string> found)
    {
        if (health is null)
        {
            return;
        }

        HashSet<string> listed = Symbols(health);
        foreach (string symbol in universe.Order(StringComparer.Ordinal))
        {
            if (!listed.Contains(symbol))
            {
                found.Add($"router_health:symbol_missing:{symbol}");
            }
        }
    }

    private static HashSet<string> Symbols(JsonObject? surface) => [.. (surface?["symbols"] as JsonArray ?? [])
        .Select(row => Coerce.Symbol((row as JsonObject)?["symbol"]))
        .Where(symbol => symbol.Length > 0)];

    private static bool Differs(double? published, double? expected) =>
        published is null != expected is null || Math.Abs((published ?? 0) - (expected ?? 0)) > Tolerance;

    private static double? Number(JsonNode? parent, string key) => parent is JsonObject map ? Coerce.Number(map[key]) : null;
}
