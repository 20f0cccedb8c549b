using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.Intel.Momentum;

/// <summary>
/// Groups of symbols that are compared with one another, from <c>rv_momo_baskets.json</c>. Members are upper case.
/// Source: factor contract, baskets.
/// </summary>
public sealed class RvBaskets
{
    private static readonly string[] None = [];

    private readonly OrderedDictionary<string, string[]> _baskets;
    private readonly List<string> _legs;
    private readonly Dictionary<string, List<string>> _membership = new(StringComparer.Ordinal);

    private RvBaskets(OrderedDictionary<string, string[]> baskets, List<string> legs, string longLeg, string shortLeg)
    {
        _baskets = baskets;
        _legs = legs;
        LongLeg = longLeg;
        ShortLeg = shortLeg;
        foreach ((string name, string[] members) in baskets)
        {
            foreach (string member in members)
            {
                List<string> names = _membership.TryGetValue(member, out List<string>? known) ? known : _membership[member] = [];
                if (names.Count == 0 || names[^1] != name)
                {
                    // A member may be listed twice.
                    names.Add(name);
                }
            }
        }
    }

    /// <summary>What holds without a file.</summary>
    public static RvBaskets BuiltIn { get; } = new(
        new OrderedDictionary<string, string[]>(StringComparer.Ordinal)
        {
            ["l1"] = ["BTCUSDT", "ETHUSDT", "SOLUSDT"],
            ["alts"] = ["LTCUSDT", "LINKUSDT", "SUIUSDT"],
            ["meme"] = ["DOGEUSDT", "WIFUSDT"],
        },
        ["BTCUSDT", "ETHUSDT"],
        "BTCUSDT",
        "ETHUSDT");

    /// <summary>First leg of the pair <c>btc_vs_eth</c>.</summary>
    public string LongLeg { get; }

    /// <summary>Second leg of the pair <c>btc_vs_eth</c>.</summary>
    public string ShortLeg { get; }

    public IReadOnlyList<string> L1 => Members("l1");

    public IReadOnlyList<string> Alts => Members("alts");

    public IReadOnlyList<string> Meme => Members("meme");

    /// <summary>The groups of a document; null when it is rejected.</summary>
    /// <param name="document">The document; null when the file is missing or not JSON.</param>
    /// <param name="fault">Why it is rejected.</param>
    public static RvBaskets? Load(JsonNode? document, out string? fault)
    {
        fault = null;
        if (document is null)
        {
            return BuiltIn;
        }

        if (document is not JsonObject root)
        {
            fault = "the baskets are not an object";
            return null;
        }

        var legs = new List<string>();
        if (!ReadPairs(root, legs, out (string Long, string Short) pair))
        {
            fault = "pairs: an object of objects is expected";
            return null;
        }

        if (ReadBaskets(root) is not { } baskets)
        {
            fault = "baskets: an object of lists of symbols is expected";
            return null;
        }

        return new RvBaskets(baskets, legs, pair.Long, pair.Short);
    }

    /// <summary>Every symbol of any basket or pair, and the <paramref name="extras"/>; upper case, ordinal order, each once.</summary>
    public IReadOnlyList<string> Symbols(IEnumerable<string>? extras = null) =>
        [.. _baskets.Values.SelectMany(members => members).Concat(_legs)
            .Concat((extras ?? []).Select(symbol => symbol.ToUpperInvariant()))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>Names of all baskets that a symbol is in, in the order of the file.</summary>
    public IReadOnlyList<string> Of(string symbol)
    {
        ArgumentNullException.ThrowIfNull(symbol);
        return _membership.TryGetValue(symbol.ToUpperInvariant(), out List<string>? names) ? names : None;
    }

    private string[] Members(string name) => _baskets.TryGetValue(name, out string[]? members) ? members : None;

    private static bool ReadPairs(JsonObject root, List<string> legs, out (string Long, string Short) pair)
    {
        pair = ("BTCUSDT", "ETHUSDT");
        if (!root.TryGetPropertyValue("pairs", out JsonNode? node))
        {
            return true;
        }

        if (node is not JsonObject pairs)
        {
            return false;
        }

        foreach (KeyValuePair<string, JsonNode?> member in pairs)
        {
            if (member.Value is not JsonObject map)
            {
                return false;
            }

            string? first = Leg(map["long"]);
            string? second = Leg(map["short"]);
            if (member.Key == "btc_vs_eth")
            {
                pair = (first ?? pair.Long, second ?? pair.Short);
            }

            legs.AddRange(new[] { first, second }.OfType<string>());
        }

        return true;
    }

    private static OrderedDictionary<string, string[]>? ReadBaskets(JsonObject root)
    {
        var baskets = new OrderedDictionary<string, string[]>(StringComparer.Ordinal);
        if (!root.TryGetPropertyValue("baskets", out JsonNode? node))
        {
            return baskets;
        }

        if (node is not JsonObject map)
        {
            return null;
        }

        foreach (KeyValuePair<string, JsonNode?> member in map)
        {
            if (member.Value is not JsonArray list || list.Any(item => Coerce.Text(item) is null))
            {
                return null;
            }

            baskets[member.Key] = [.. list.Select(item => Coerce.Text(item)!.ToUpperInvariant())];
        }

        return baskets;
    }

    private static string? Leg(JsonNode? node) => Coerce.Text(node) is { Length: > 0 } text ? text.ToUpperInvariant() : null;
}
