using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Configuration;

/// <summary>
/// All configuration of a book that the stages read, as it stood at one instant. Immutable; its documents are not to be changed.
/// Source: risk contract, configuration.
/// </summary>
public sealed record ConfigurationSet
{
    /// <summary>Nothing configured: no limits, no universe, defaults elsewhere.</summary>
    public static ConfigurationSet Empty { get; } = new();

    public RiskLimits Limits { get; init; } = RiskLimits.Empty;

    public PairsUniverse Universe { get; init; } = PairsUniverse.Empty;

    public CorrelationGroups Groups { get; init; } = CorrelationGroups.None;

    public RiskAdvanced Advanced { get; init; } = RiskAdvanced.Default;

    public RouterRuntime Router { get; init; } = RouterRuntime.Default;

    /// <summary>The normalised <c>strategy_config.json</c>; its blocks are read by the stages they belong to.</summary>
    public JsonObject Strategy { get; init; } = [];

    /// <summary><c>liquidity_buckets.json</c>; null when missing or unusable: every symbol is in the generic bucket.</summary>
    public JsonObject? LiquidityBuckets { get; init; }

    /// <summary><c>rv_momo_baskets.json</c>; null when missing or not JSON: the built-in baskets hold.</summary>
    public JsonNode? RvMomoBaskets { get; init; }

    /// <summary>Reads the files of a folder; see <see cref="Load(ConfigurationFiles, bool, bool)"/>.</summary>
    public static ConfigurationLoad Load(string directory, bool testnet = false, bool confirmTestnetOverrides = false) =>
        Load(ConfigurationFiles.In(directory), testnet, confirmTestnetOverrides);

    /// <summary>
    /// Reads all files and reports everything that is wrong in any of them. <c>risk_limits.json</c> must be there; each of the
    /// others may be missing.
    /// </summary>
    public static ConfigurationLoad Load(ConfigurationFiles files, bool testnet, bool confirmTestnetOverrides)
    {
        ArgumentNullException.ThrowIfNull(files);
        var problems = new List<ConfigProblem>();
        var universe = PairsUniverse.Of(ConfigDocument.Read(files.PairsUniverse, problems), problems);
        ConfigDocument limitsFile = ConfigDocument.Read(files.RiskLimits, problems);
        if (!limitsFile.Readable && !problems.Exists(problem => problem.File == files.RiskLimits))
        {
            problems.Add(new ConfigProblem(files.RiskLimits, 0, 0, "", null, "the file is missing", "copy the one that is shipped, or write {} for no limits"));
        }

        RiskLimits? limits = RiskLimitsLoader.Load(limitsFile, universe, testnet, confirmTestnetOverrides, problems);
        ConfigDocument strategyFile = ConfigDocument.Read(files.Strategy, problems);
        JsonObject strategy = ConfigNormalizer.Normalize(strategyFile, strategyFile.Root, "", StrategySchema.Root, problems);
        CheckOrder(strategyFile, strategy, problems);
        CorrelationGroups groups = CorrelationGroups.Of(ConfigDocument.Read(files.CorrelationGroups, problems), problems);
        JsonObject? buckets = LiquidityBucketsFile.Read(ConfigDocument.Read(files.LiquidityBuckets, problems), problems);
        JsonNode? baskets = RvMomoBasketsFile.Read(ConfigDocument.Read(files.RvMomoBaskets, problems), problems);
        RiskLimitsRules.Check(limitsFile, limits, universe, problems);
        bool failed = limits is null || problems.Exists(problem => problem.Severity == ConfigSeverity.Error);
        return new ConfigurationLoad(
            failed ? null : new ConfigurationSet
            {
                Limits = limits!,
                Universe = universe,
                Groups = groups,
                Advanced = RiskAdvanced.Of(strategy["risk_advanced"]),
                Router = RouterRuntime.Of(strategy),
                Strategy = strategy,
                LiquidityBuckets = buckets,
                RvMomoBaskets = baskets,
            },
            problems);
    }

    private static void CheckOrder(ConfigDocument document, JsonObject strategy, List<ConfigProblem> problems)
    {
        foreach ((string low, double lowDefault, string high, double highDefault) in StrategySchema.Ordered)
        {
            JsonNode? lowNode = Find(strategy, low);
            JsonNode? highNode = Find(strategy, high);
            if (lowNode is null && highNode is null)
            {
                continue;
            }

            if ((Coerce.Number(lowNode) ?? lowDefault) > (Coerce.Number(highNode) ?? highDefault))
            {
                document.Report(problems, lowNode is null ? high : low, lowNode ?? highNode, $"{low} is above {high}", "swap or correct them");
            }
        }
    }

    private static JsonNode? Find(JsonObject root, string path)
    {
        JsonNode? node = root;
        foreach (string name in path.Split('.'))
        {
            node = (node as JsonObject)?[name];
        }

        return node;
    }
}
