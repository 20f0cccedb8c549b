using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Intel.Apply;
using HedgeFlow.Stages.RouterMetric;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Executor;

/// <summary>
/// The policy of every order where suggestions may be applied: the router's live one, moved one bounded step towards its
/// suggestion. Both come from the telemetry stages in memory; files never take part. It exists only while the flag is on. The
/// executor's thread. Source: intel contract, autotune apply.
/// </summary>
/// <param name="applier">Decides and limits the step.</param>
/// <param name="report">The newest router health build; null before the first.</param>
/// <param name="settle">
/// Waits until the telemetry side has seen all that was handed to it, so that a replay decides alike every time; null live,
/// where nothing may wait.
/// </param>
public sealed class RoutePolicies(AutotuneApplier applier, Func<RouterReport?> report, Action? settle = null)
{
    /// <summary>Where the router has no policy of the symbol yet.</summary>
    private static readonly RouterPolicy Start = new() { MakerFirst = true, TakerBias = RouterPolicyRule.PreferMaker, Quality = "ok", Reason = "no router data" };

    private RouterReport? _seen;
    private Dictionary<string, RouterPolicy> _live = [];

    /// <summary>Orders whose policy was moved.</summary>
    public long Applied { get; private set; }

    /// <summary>The policy of an order decided at <paramref name="now"/>, epoch seconds UTC.</summary>
    public RoutePolicy Of(string symbol, double now)
    {
        ArgumentNullException.ThrowIfNull(symbol);
        settle?.Invoke();
        RouterPolicy live = Live(symbol);
        AutotuneOutcome outcome = applier.Apply(Document(live), symbol, live.OffsetBps, now, out JsonObject context);
        if (!outcome.Applied)
        {
            return new RoutePolicy(live, context);
        }

        Applied++;
        return new RoutePolicy(
            live with
            {
                MakerFirst = Coerce.Boolean(outcome.Policy["maker_first"]),
                TakerBias = Coerce.Text(outcome.Policy["taker_bias"]),
                OffsetBps = outcome.OffsetBps,
            },
            context);
    }

    private RouterPolicy Live(string symbol)
    {
        RouterReport? newest = report();
        if (!ReferenceEquals(newest, _seen))
        {
            _seen = newest;
            _live = new Dictionary<string, RouterPolicy>(StringComparer.Ordinal);
            foreach (RouterSymbolRow row in newest?.Document.Symbols ?? [])
            {
                _live[row.Symbol] = row.Policy;
            }
        }

        return _live.TryGetValue(symbol, out RouterPolicy? policy) && policy.MakerFirst is not null ? policy : Start;
    }

    private static JsonObject Document(RouterPolicy policy) => new()
    {
        ["maker_first"] = policy.MakerFirst,
        ["taker_bias"] = policy.TakerBias,
        ["quality"] = policy.Quality,
        ["reason"] = policy.Reason,
        ["offset_bps"] = policy.OffsetBps,
    };
}
