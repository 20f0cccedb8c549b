using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.Intel.Allocator;

/// <summary>
/// The caps of both configurations, read once per configuration: the pairs universe (which also says which symbols there are)
/// and the risk limits, which win. Immutable. Source: intel contract, caps.
/// </summary>
public sealed class AllocatorCaps
{
    private AllocatorCaps(Dictionary<string, SymbolCaps> pairs, Dictionary<string, SymbolCaps> risk, JsonObject? global)
    {
        Pairs = pairs;
        Risk = risk;
        GlobalSymbolShare = Fraction(global?["symbol_notional_share_cap_pct"]);
        GlobalTradeNav = Fraction(global?["max_trade_nav_pct"]);
        GlobalMaxPositions = Count(global?["max_concurrent_positions"]);
        string[] symbols = [.. pairs.Keys];
        Array.Sort(symbols, StringComparer.Ordinal);
        Symbols = symbols;
        MergedCaps = [.. symbols.Select(Merged)];
    }

    /// <summary>Symbols of the pairs universe, ascending.</summary>
    public IReadOnlyList<string> Symbols { get; }

    /// <summary>Merged caps of <see cref="Symbols"/>, in that order.</summary>
    public IReadOnlyList<SymbolCaps> MergedCaps { get; }

    public IReadOnlyDictionary<string, SymbolCaps> Pairs { get; }

    public IReadOnlyDictionary<string, SymbolCaps> Risk { get; }

    /// <summary>Cap of a symbol's share, fraction of NAV.</summary>
    public double? GlobalSymbolShare { get; }

    /// <summary>Cap of a single trade, fraction of NAV.</summary>
    public double? GlobalTradeNav { get; }

    public long? GlobalMaxPositions { get; }

    /// <summary>
    /// Reads both documents; a list where a map belongs, or the other way round, counts as missing. Disabled pairs are listed
    /// like others unless <paramref name="requireEnabled"/>.
    /// </summary>
    public static AllocatorCaps Read(JsonNode? pairsUniverse, JsonNode? riskConfig, bool requireEnabled = false)
    {
        var pairs = new Dictionary<string, SymbolCaps>(StringComparer.Ordinal);
        foreach (JsonNode? item in (pairsUniverse as JsonObject)?["universe"] as JsonArray ?? [])
        {
            if (item is JsonObject pair && IntelFields.Upper(pair["symbol"]) is { Length: > 0 } symbol
                && (!requireEnabled || Coerce.Flag(pair["enabled"] ?? true)))
            {
                pairs[symbol] = Caps(pair["caps"] as JsonObject);
            }
        }

        var limits = riskConfig as JsonObject;
        var risk = new Dictionary<string, SymbolCaps>(StringComparer.Ordinal);
        foreach (KeyValuePair<string, JsonNode?> member in limits?["per_symbol"] as JsonObject ?? [])
        {
            if (member.Value is JsonObject caps && member.Key.Length > 0)
            {
                risk[member.Key.ToUpperInvariant()] = Caps(caps);
            }
        }

        return new AllocatorCaps(pairs, risk, limits?["global"] as JsonObject);
    }

    /// <summary>Per field: risk limits, else the pair's own; a trade cap also from the global limits.</summary>
    public SymbolCaps Merged(string symbol)
    {
        SymbolCaps pair = Pairs.GetValueOrDefault(symbol);
        SymbolCaps limit = Risk.GetValueOrDefault(symbol);
        return new SymbolCaps(
            limit.MaxNav ?? pair.MaxNav,
            limit.MaxTradeNav ?? pair.MaxTradeNav ?? GlobalTradeNav,
            limit.MaxConcurrent ?? pair.MaxConcurrent);
    }

    /// <summary>A share of NAV: above 1 it is a percentage (1.5 is 1.5 %), 1 is all of it; 0 to 1, null when not a number.</summary>
    public static double? Fraction(JsonNode? node) =>
        Coerce.NumberOrBoolean(node) is { } value ? IntelFields.Clamp01(value > 1 ? value / 100 : value) : null;

    private static SymbolCaps Caps(JsonObject? caps) => new(
        Fraction(caps?["max_nav_pct"]), Fraction(caps?["max_trade_nav_pct"]), Count(caps?["max_concurrent_positions"]));

    private static long? Count(JsonNode? node) =>
        Coerce.NumberOrBoolean(node) is { } value && Math.Abs(value) < 1e15 ? (long)Math.Truncate(value) : null;
}
