using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Configuration;

/// <summary>
/// Makes <see cref="RiskLimits"/> of <c>risk_limits.json</c> and the caps in <c>pairs_universe.json</c>: caps merged (the limits
/// win), testnet overrides applied where they may, everything in its normal form. Source: risk contract, configuration.
/// </summary>
public static class RiskLimitsLoader
{
    private static readonly string[] AlwaysQuotes = ["FDUSD", "USDC", "USDT"];

    /// <summary>The limits, or null when there is an error among <paramref name="problems"/>.</summary>
    public static RiskLimits? Load(JsonNode? riskLimits, JsonNode? pairsUniverse, bool testnet, bool confirm, out IReadOnlyList<ConfigProblem> problems)
    {
        var found = new List<ConfigProblem>();
        problems = found;
        var universe = PairsUniverse.Of(ConfigDocument.Of("pairs_universe.json", pairsUniverse), found);
        return Load(ConfigDocument.Of("risk_limits.json", riskLimits), universe, testnet, confirm, found);
    }

    /// <summary>As above, for files; positions of the text stand in the problems.</summary>
    public static RiskLimits? Load(
        ConfigDocument document, PairsUniverse universe, bool testnet, bool confirm, ICollection<ConfigProblem> problems)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(universe);
        ArgumentNullException.ThrowIfNull(problems);
        var found = new List<ConfigProblem>();
        JsonObject root = ConfigNormalizer.Normalize(document, document.Root, "", RiskLimitsSchema.Root, found);
        JsonObject global = root["global"] as JsonObject ?? [];
        Hoist(root, global, "nav_freshness_seconds");
        Hoist(root, global, "fail_closed_on_nav_stale");
        bool overridden = ApplyOverrides(document, root, global, testnet && confirm, found);
        JsonObject symbols = Symbols(root["per_symbol"] as JsonObject, universe);
        root["global"] = Detached(global);
        root["per_symbol"] = Detached(symbols);
        root["circuit_breakers"] = Detached(root["circuit_breakers"] as JsonObject ?? []);
        root["quote_symbols"] = Quotes(root["quote_symbols"] as JsonArray);
        foreach (ConfigProblem problem in found)
        {
            problems.Add(problem);
        }

        return found.Exists(p => p.Severity == ConfigSeverity.Error) || !document.Readable ? null : RiskLimitsBinder.Bind(root, overridden);
    }

    private static void Hoist(JsonObject root, JsonObject global, string key)
    {
        if (!global.ContainsKey(key) && root.TryGetPropertyValue(key, out JsonNode? value))
        {
            global[key] = value?.DeepClone();
        }
    }

    private static bool ApplyOverrides(ConfigDocument document, JsonObject root, JsonObject global, bool allowed, List<ConfigProblem> problems)
    {
        if (root["testnet_overrides"] is not JsonObject overrides)
        {
            return false;
        }

        var values = new JsonObject();
        foreach (KeyValuePair<string, JsonNode?> member in overrides)
        {
            if (member.Key is not ("enabled" or "log_notice"))
            {
                values[member.Key] = member.Value?.DeepClone();
            }
        }

        // Checked whether they apply or not, so that a mistake does not wait for the day they do.
        JsonObject normal = ConfigNormalizer.Normalize(document, values, "testnet_overrides", RiskLimitsSchema.Global, problems);
        if (!allowed || !Coerce.Flag(overrides["enabled"]))
        {
            return false;
        }

        foreach (KeyValuePair<string, JsonNode?> member in normal)
        {
            global[member.Key] = member.Value?.DeepClone();
        }

        return true;
    }

    private static JsonObject Symbols(JsonObject? own, PairsUniverse universe)
    {
        var merged = new SortedDictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (UniversePair pair in universe.Pairs)
        {
            if (pair.Caps.Count > 0)
            {
                Merge(merged, pair.Symbol, pair.Caps);
            }
        }

        foreach (KeyValuePair<string, JsonNode?> member in own ?? [])
        {
            if (member.Value is JsonObject limits && member.Key.Trim().ToUpperInvariant() is { Length: > 0 } symbol)
            {
                Merge(merged, symbol, limits);
            }
        }

        var result = new JsonObject();
        foreach (KeyValuePair<string, JsonObject> entry in merged)
        {
            if (Coerce.Number(entry.Value["max_nav_pct"]) is <= 0)
            {
                entry.Value.Remove("max_nav_pct");
            }

            result[entry.Key] = entry.Value;
        }

        return result;
    }

    private static void Merge(SortedDictionary<string, JsonObject> merged, string symbol, JsonObject limits)
    {
        if (!merged.TryGetValue(symbol, out JsonObject? target))
        {
            merged[symbol] = target = [];
        }

        foreach (KeyValuePair<string, JsonNode?> member in limits)
        {
            target[member.Key] = member.Value?.DeepClone();
        }
    }

    private static JsonArray Quotes(JsonArray? own)
    {
        var quotes = new SortedSet<string>(AlwaysQuotes, StringComparer.Ordinal);
        foreach (JsonNode? quote in own ?? [])
        {
            quotes.Add(Coerce.Symbol(quote));
        }

        quotes.Remove("");
        return [.. quotes.Select(quote => (JsonNode?)JsonValue.Create(quote))];
    }

    private static JsonObject Detached(JsonObject map) => map.Parent is null ? map : (JsonObject)map.DeepClone();
}
