using HedgeFlow.Domain;
using HedgeFlow.Feed;
using HedgeFlow.Host.Settings;

namespace HedgeFlow.Host.Composition;

/// <summary>
/// Start-up checks that need the account: hedge mode and open positions, told at the first snapshot. The engine sends no order to an
/// exchange; whoever trades this account does so without it, and telemetry of a book that is not flat is what it is there for. So
/// open positions are said once and keep nothing back.
/// </summary>
internal sealed class FirstSnapshotSink(IFeedSink inner, EngineSettings settings, Action<string> log) : IFeedSink
{
    private bool _seen;

    public void OnSnapshot(ExchangeSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        if (!_seen)
        {
            _seen = true;
            Check(snapshot);
        }

        inner.OnSnapshot(snapshot);
    }

    public void OnFact(OrderFact fact) => inner.OnFact(fact);

    public void OnRejected(in FeedRejection rejection) => inner.OnRejected(rejection);

    private void Check(ExchangeSnapshot snapshot)
    {
        if (snapshot.DualSide == false)
        {
            log("the account is in one-way mode: LONG and SHORT legs need hedge (dual-side) mode");
        }

        int open = 0;
        foreach (ref readonly RawPosition position in snapshot.Positions.Span)
        {
            open += Math.Abs(position.Qty) > 0 ? 1 : 0;
        }

        var rule = new OpenPositionRule
        {
            Once = settings.Once,
            DryRun = settings.DryRunSwitch?.On ?? settings.DryRun,
            Replay = settings.Replay,
            Credentials = settings.Environment.Text("BINANCE_API_KEY") is not null && settings.Environment.Text("BINANCE_API_SECRET") is not null,
            Allowed = settings.Environment.Flag(OpenPositionRule.Variable),
        };
        if (rule.Applies(open))
        {
            log($"started with {open} open position{(open == 1 ? "" : "s")}: {OpenPositionRule.Variable}=1 says that this is meant");
        }
    }
}
