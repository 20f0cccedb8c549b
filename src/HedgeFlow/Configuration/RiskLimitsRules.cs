namespace HedgeFlow.Configuration;

/// <summary>What must hold across the keys of the risk limits and across files.</summary>
internal static class RiskLimitsRules
{
    public static void Check(ConfigDocument document, RiskLimits? limits, PairsUniverse universe, ICollection<ConfigProblem> problems)
    {
        if (limits is null)
        {
            return;
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(limits.ResetTimezone, out _))
        {
            document.Report(
                problems, "reset_timezone", limits.ResetTimezone, "this time zone is not known here; the day starts at midnight UTC",
                "write an IANA name, for example Europe/Zurich", ConfigSeverity.Warning);
        }

        foreach (UniversePair pair in universe.Pairs)
        {
            if (pair.Tier is { } tier && limits.Tiers.Count > 0 && !limits.Tiers.ContainsKey(tier))
            {
                document.Report(
                    problems, "global.tiers", tier, $"{pair.Symbol} is in a tier that has no limits", "add the tier, or correct its name in the universe",
                    ConfigSeverity.Warning);
            }
        }

        if (universe.Set.Count == 0)
        {
            return;
        }

        foreach (string symbol in limits.PerSymbol.Keys.Where(symbol => universe.Pairs.All(pair => pair.Symbol != symbol)).Order(StringComparer.Ordinal))
        {
            document.Report(
                problems, $"per_symbol.{symbol}", null, "this symbol is not in the universe: it cannot be traded, its limits have no effect",
                "add it to the universe or remove the limits", ConfigSeverity.Warning);
        }
    }
}
