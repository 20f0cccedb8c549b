using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Feed;
using HedgeFlow.Stages.Executor;

namespace HedgeFlow.Host.Composition;

/// <summary>
/// <c>INTENT_TEST=1</c>: behind every snapshot one and the same intent, so that an operator sees what becomes of it. Only while the
/// run is dry. Source: services contract, start-up and loop.
/// </summary>
/// <param name="inner">Gets the feed and the intents.</param>
/// <param name="dryRun">Whether the run is dry.</param>
/// <param name="log">Told once that the switch is ignored.</param>
internal sealed class IntentTestSink(IFeedSink inner, DryRunSwitch dryRun, Action<string> log) : IFeedSink
{
    public const string Variable = "INTENT_TEST";

    private const string Symbol = "BTCUSDT";

    private bool _warned;

    public void OnSnapshot(ExchangeSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        double ts = snapshot.Ts;
        inner.OnSnapshot(snapshot);
        if (dryRun.On)
        {
            inner.OnFact(Intent(ts));
        }
        else if (!_warned)
        {
            _warned = true;
            log($"{Variable} is ignored: it needs DRY_RUN=1");
        }
    }

    public void OnFact(OrderFact fact) => inner.OnFact(fact);

    public void OnRejected(in FeedRejection rejection) => inner.OnRejected(rejection);

    private static OrderFact Intent(double ts) => new(FeedKind.Intent, ts, Symbol, new JsonObject
    {
        ["kind"] = "intent",
        ["ts"] = ts,
        ["symbol"] = Symbol,
        ["signal"] = "BUY",
        ["capital_per_trade"] = 120.0,
        ["leverage"] = 1.0,
        ["positionSide"] = "LONG",
        ["reduceOnly"] = false,
        ["strategy"] = "intent_test",
    });
}
