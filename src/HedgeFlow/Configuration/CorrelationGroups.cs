using System.Collections.Frozen;
using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Configuration;

/// <summary>
/// <c>correlation_groups.json</c>: groups in the order of the file; those without symbols or without a cap are left out.
/// Source: risk contract, correlation groups.
/// </summary>
public sealed class CorrelationGroups
{
    private static readonly ConfigSchema Schema = new(
    [
        new("groups", ConfigKey.Block(ConfigSchema.MapOf(ConfigKey.Block(new ConfigSchema(
        [
            new("symbols", ConfigKey.Texts),
            new("max_group_nav_pct", ConfigKey.Percentage),
        ]))))),
    ]);

    public CorrelationGroups(IReadOnlyList<CorrelationGroup> groups) => Groups = groups;

    public static CorrelationGroups None { get; } = new([]);

    public IReadOnlyList<CorrelationGroup> Groups { get; }

    /// <summary>Reads the file; a file that cannot be used gives no groups.</summary>
    public static CorrelationGroups Of(ConfigDocument document, ICollection<ConfigProblem> problems)
    {
        JsonObject root = ConfigNormalizer.Normalize(document, document?.Root, "", Schema, problems);
        return OfGroups(root["groups"] as JsonObject);
    }

    /// <summary>Reads the <c>groups</c> member.</summary>
    public static CorrelationGroups OfGroups(JsonObject? groups)
    {
        var usable = new List<CorrelationGroup>();
        foreach (KeyValuePair<string, JsonNode?> member in groups ?? [])
        {
            if (member.Value is JsonObject group
                && Fractions.NormalizePercentage(group["max_group_nav_pct"]) is > 0 and { } cap
                && Symbols(group["symbols"]) is { Count: > 0 } symbols)
            {
                usable.Add(new CorrelationGroup(member.Key, symbols, cap));
            }
        }

        return usable.Count == 0 ? None : new CorrelationGroups(usable);
    }

    private static FrozenSet<string> Symbols(JsonNode? list) =>
        (list is JsonArray array ? array.Select(Coerce.Symbol).Where(symbol => symbol.Length > 0) : []).ToFrozenSet(StringComparer.Ordinal);
}
