using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Intel.Allocator;

/// <summary>
/// The allocator on documents, as the probe runs it: a document that is not given, or empty, comes from its file.
/// Source: intel contract, allocator inputs.
/// </summary>
public sealed record AllocatorDocuments
{
    public JsonNode? Expectancy { get; init; }

    public JsonNode? SymbolScores { get; init; }

    public JsonNode? RouterPolicy { get; init; }

    public JsonNode? Nav { get; init; }

    public JsonNode? RiskSnapshot { get; init; }

    /// <summary>Risk limits; an empty object is a configuration, null takes the file.</summary>
    public JsonNode? RiskConfig { get; init; }

    public JsonNode? PairsUniverse { get; init; }

    /// <summary>State file by name; null when it is missing or corrupt.</summary>
    public Func<string, JsonNode?> StateFile { get; init; } = _ => null;

    public Func<JsonNode?> RiskConfigFile { get; init; } = () => null;

    public Func<JsonNode?> PairsUniverseFile { get; init; } = () => null;

    /// <summary>Explicit look-back in days; null takes the expectancy document's.</summary>
    public double? LookbackDays { get; init; }

    /// <summary>List only pairs that are enabled.</summary>
    public bool RequireEnabled { get; init; }

    /// <summary>The surface of one run at <paramref name="now"/>, epoch seconds UTC.</summary>
    public RiskAllocationSuggestionsV6State Build(double now) => FeedbackAllocator.Build(
        ExpectancyView.Read(Given(Expectancy, ExpectancyV6State.Surface)),
        ScoresView.Read(Given(SymbolScores, SymbolScoresV6State.Surface)),
        PolicyView.Read(Given(RouterPolicy, RouterPolicySuggestionsV6State.Surface)),
        AllocatorCaps.Read(
            Coerce.Truthy(PairsUniverse) ? PairsUniverse : PairsUniverseFile(), RiskConfig ?? RiskConfigFile(), RequireEnabled),
        FeedbackAllocator.Equity(Given(Nav, "nav.json")),
        AllocatorRiskMode.Drawdown(Given(RiskSnapshot, "risk_snapshot.json")),
        LookbackDays,
        now);

    private JsonNode? Given(JsonNode? document, StateSurface surface) => Given(document, surface.File);

    private JsonNode? Given(JsonNode? document, string file) => Coerce.Truthy(document) ? document : StateFile(file);
}
