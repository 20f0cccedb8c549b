using HedgeFlow.Domain;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Executor.Paper;
using HedgeFlow.Telemetry;

namespace HedgeFlow.Stages.Executor;

/// <summary>
/// The latency-critical stage: applies snapshots to the book, lets the desk decide on intents, and hands frames, journal lines
/// and shadow requests on without ever waiting. It runs on the thread that decoded the item, one item at a time.
/// </summary>
public sealed class ExecutorStage : IDisposable
{
    private readonly ExecutorOptions _options;
    private readonly Book _book;
    private readonly IntentDesk _desk;
    private readonly PaperAccount? _account;
    private readonly FramePool _frames;
    private readonly TimeProvider _time;
    private readonly ExecutorStep _step = new();
    private readonly List<OrderFact> _pending = [];
    private readonly List<OrderFact> _routed = [];
    private long _shadowSeq;
    private double _equity = double.NaN;
    private string _source = "";
    private bool _testnet;
    private bool _dryRun = true;

    public ExecutorStage(ExecutorOptions options, Book book, IntentDesk desk, PaperAccount? account, FramePool frames, TimeProvider time)
    {
        _options = options;
        _book = book;
        _desk = desk;
        _account = account;
        _frames = frames;
        _time = time;
    }

    public ExecutorCounters Counters { get; } = new();

    /// <summary>Handles one item. The step is valid until the next call.</summary>
    public ExecutorStep Process(in FeedItem item)
    {
        _shadowSeq += _step.Shadow.Count;
        _step.Clear();
        if (item.Snapshot is { } snapshot)
        {
            Tick(snapshot);
        }
        else if (item.Fact is { } fact)
        {
            Take(fact);
        }
        else if (_pending.Count > 0 && (Counters.Ticks > 0 || _options.WithoutSnapshots))
        {
            // The end of the feed: what came after the last snapshot still has to reach telemetry.
            _step.Frame = Frame(_time.EpochSeconds());
        }

        return _step;
    }

    public void Dispose() => _step.Dispose();

    private void Tick(ExchangeSnapshot snapshot)
    {
        _account?.Overlay(snapshot);
        _book.Apply(snapshot);
        Counters.Ticks++;
        double now = _time.EpochSeconds();
        _desk.OnTick(now, _step);
        _equity = snapshot.Equity;
        _source = snapshot.Source;
        _testnet = snapshot.Testnet || _options.Testnet;
        _dryRun = snapshot.DryRun || (_options.DryRunSwitch?.On ?? _options.DryRun);
        _step.Frame = Frame(now);
    }

    private TickFrame Frame(double now)
    {
        TickFrame frame = _frames.Rent();
        frame.Tick = Counters.Ticks;
        frame.Now = now;
        frame.SnapshotTs = _book.SnapshotTs;
        frame.Trace = TickTrace.Current ?? default;
        frame.Arrived = TickTrace.Stamp();
        frame.Equity = _equity;
        frame.Source = _source;
        frame.Testnet = _testnet;
        frame.DryRun = _dryRun;
        frame.ShadowSeq = _shadowSeq + _step.Shadow.Count;
        frame.SourcesOk = _book.SourcesOk;
        frame.Quarantined = _book.Quarantined;
        frame.Positions.AddRange(_book.Positions.Span);
        frame.Balances.AddRange(_book.Balances.Span);
        _book.CopyPrices(frame.Prices);
        if (_pending.Count > 0)
        {
            frame.Facts.AddRange(_pending);
            _pending.Clear();
        }

        return frame;
    }

    private void Take(OrderFact fact)
    {
        switch (fact.Kind)
        {
            case FeedKind.Intent:
                Counters.Intents++;
                _pending.Add(fact);
                Decide(fact);
                break;
            case FeedKind.Candle:
                if (Coerce.Number(fact.Payload["close"]) is { } close)
                {
                    _book.SetPrice(fact.Symbol, close);
                }

                _desk.OnCandle(fact);
                _pending.Add(fact);
                break;
            case FeedKind.Factors:
                _pending.Add(fact);
                break;
            default:
                if (_options.Mode != OrderMode.Recorded)
                {
                    // Another executor's orders: this one has its own, or none.
                    Counters.ForeignFacts++;
                    break;
                }

                Record(fact);
                break;
        }
    }

    private void Decide(OrderFact fact)
    {
        _routed.Clear();
        try
        {
            _desk.Decide(fact, _time.EpochSeconds(), _step, _routed, Counters);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // One intent's failure is that intent's: it goes on cooldown, the loop goes on.
            Counters.Faults++;
            _desk.OnFault(fact.Symbol, _time.EpochSeconds());
            _step.Rows.Add(EventRows.Failure("executor", "intent_fault", _time.EpochSeconds(), fact.Symbol));
        }

        // A veto of our own is a fact for telemetry, as one of the feed is.
        foreach (ref readonly JournalRow row in _step.Rows.Span)
        {
            if (row.File == JournalFiles.RiskVetoes)
            {
                _pending.Add(row.Deferred is { } veto
                    ? new OrderFact(FeedKind.RiskVeto, row.Ts, fact.Symbol, veto)
                    : new OrderFact(FeedKind.RiskVeto, row.Ts, fact.Symbol, row.Payload));
            }
        }

        foreach (OrderFact routed in _routed)
        {
            Record(routed);
        }
    }

    /// <summary>Journals an order fact and lets the desk and telemetry know of it.</summary>
    private void Record(OrderFact fact)
    {
        Counters.OrderFacts++;
        _desk.OnOrderFact(fact);
        if (FactRows.Of(fact) is { } row)
        {
            _step.Rows.Add(row);
        }

        if (EventRows.Of(fact) is { } unified)
        {
            _step.Rows.Add(unified);
        }

        _pending.Add(fact);
    }
}
