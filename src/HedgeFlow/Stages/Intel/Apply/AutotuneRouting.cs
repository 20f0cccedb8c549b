using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Executor;

namespace HedgeFlow.Stages.Intel.Apply;

/// <summary>
/// The routing policy of every order: the router's own, moved one bounded step towards the suggestion where that is allowed. It
/// starts from the same policy for every order, so that steps never add up, and reads the suggestions in memory, never from a file.
/// Any thread. Source: intel contract, autotune apply.
/// </summary>
/// <param name="settings">What may be applied.</param>
/// <param name="suggestions">What the intel stage suggested last.</param>
/// <param name="live">The router's own policy.</param>
public sealed class AutotuneRouting(AutotuneApplySettings settings, ISuggestionSource suggestions, RouterPolicy live)
{
    private readonly AutotuneApplier _applier = new(settings, suggestions);

    /// <summary>The policy for one order at <paramref name="now"/>, epoch seconds UTC.</summary>
    public RoutedPolicy For(string symbol, double now)
    {
        AutotuneOutcome outcome = _applier.Apply(Document(live), symbol, live.OffsetBps, now, out JsonObject context);
        return new RoutedPolicy(outcome.Applied ? Tuned(outcome) : live, context);
    }

    private static JsonObject Document(RouterPolicy policy) => new()
    {
        ["maker_first"] = policy.MakerFirst is true,
        ["taker_bias"] = policy.TakerBias,
        ["quality"] = policy.Quality,
        ["reason"] = policy.Reason,
        ["offset_bps"] = policy.OffsetBps,
    };

    private RouterPolicy Tuned(AutotuneOutcome outcome) => live with
    {
        MakerFirst = Coerce.Truthy(outcome.Policy["maker_first"]),
        TakerBias = Coerce.Text(outcome.Policy["taker_bias"]),
        OffsetBps = outcome.OffsetBps,
    };
}
