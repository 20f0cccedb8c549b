using System.Collections.Frozen;
using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Configuration;

/// <summary>The symbols of a book: <c>pairs_universe.json</c>. Source: risk contract, configuration.</summary>
public sealed class PairsUniverse
{
    private static readonly ConfigSchema Schema = new(
    [
        new("universe", ConfigKey.Blocks(new ConfigSchema(
        [
            new("symbol", ConfigKey.Text),
            new("enabled", ConfigKey.Flag),
            new("tier", ConfigKey.Text),
            new("caps", ConfigKey.Block(RiskLimitsSchema.Symbol)),
        ]))),
    ]);

    private readonly FrozenDictionary<string, UniversePair> _bySymbol;

    private PairsUniverse(IReadOnlyList<UniversePair> pairs, JsonObject document)
    {
        Pairs = pairs;
        Document = document;
        _bySymbol = pairs.ToFrozenDictionary(pair => pair.Symbol, StringComparer.Ordinal);
        Symbols = [.. pairs.Where(pair => pair.Enabled).Select(pair => pair.Symbol).Order(StringComparer.Ordinal)];
        Set = Symbols.ToFrozenSet(StringComparer.Ordinal);
    }

    public static PairsUniverse Empty { get; } = new([], []);

    /// <summary>Every pair, in the order of the file; of a symbol given twice the last entry.</summary>
    public IReadOnlyList<UniversePair> Pairs { get; }

    /// <summary>The normalised file; not to be changed.</summary>
    public JsonObject Document { get; }

    /// <summary>Enabled symbols, ascending.</summary>
    public IReadOnlyList<string> Symbols { get; }

    /// <summary>Enabled symbols.</summary>
    public FrozenSet<string> Set { get; }

    /// <summary>Tier of a symbol; null when it has none.</summary>
    public string? TierOf(string symbol) => _bySymbol.GetValueOrDefault(symbol)?.Tier;

    /// <summary>A universe of bare symbols, all enabled.</summary>
    public static PairsUniverse Of(IEnumerable<string> symbols) =>
        new([.. symbols.Select(symbol => symbol.Trim().ToUpperInvariant()).Distinct(StringComparer.Ordinal).Select(s => new UniversePair(s, true, null, []))], []);

    /// <summary>Reads the file; entries without a symbol are reported and left out.</summary>
    public static PairsUniverse Of(ConfigDocument document, ICollection<ConfigProblem> problems)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(problems);
        JsonObject root = ConfigNormalizer.Normalize(document, document.Root, "", Schema, problems);
        var pairs = new List<UniversePair>();
        if (root["universe"] is JsonArray rows)
        {
            for (int i = 0; i < rows.Count; i++)
            {
                Add(document, (JsonObject)rows[i]!, $"universe[{i}]", pairs, problems);
            }
        }

        return new PairsUniverse(pairs, root);
    }

    private static void Add(ConfigDocument document, JsonObject row, string path, List<UniversePair> pairs, ICollection<ConfigProblem> problems)
    {
        string symbol = Coerce.Symbol(row["symbol"]);
        if (symbol.Length == 0)
        {
            document.Report(problems, path, null, "a pair needs a symbol", "add \"symbol\": \"BTCUSDT\"");
            return;
        }

        int known = pairs.FindIndex(pair => pair.Symbol == symbol);
        if (known >= 0)
        {
            document.Report(problems, path, row["symbol"], "the symbol stands twice; the last entry counts", "remove one of them", ConfigSeverity.Warning);
            pairs.RemoveAt(known);
        }

        string? tier = Coerce.Text(row["tier"])?.Trim() is { Length: > 0 } text ? text : null;
        pairs.Add(new UniversePair(symbol, row["enabled"] is null || Coerce.Flag(row["enabled"]), tier, row["caps"] as JsonObject ?? []));
    }
}
