using HedgeFlow.Domain;
using HedgeFlow.Stages.Executor.Orders;
using HedgeFlow.Stages.Executor.Paper;

namespace HedgeFlow.Stages.Executor;

/// <summary>
/// Takes an intent from the feed to its end: read, doctor, attempt row, gate, shadow, then a veto row, a dry-run event or the paper
/// router. One intent at a time, on the executor's thread. Source: services contract, order request.
/// </summary>
public sealed class IntentDesk
{
    private readonly ExecutorOptions _options;
    private readonly Book _book;
    private readonly IntentNormalizer _normalizer;
    private readonly GateKeeper _gate;
    private readonly PaperRouter? _router;
    private readonly Dictionary<string, double> _restUntil = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _failStreaks = new(StringComparer.Ordinal);
    private readonly List<string> _filled = [];
    private readonly DueTimer _heartbeat;

    public IntentDesk(ExecutorOptions options, Book book, IntentNormalizer normalizer, GateKeeper gate, PaperRouter? router)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Mode == OrderMode.Paper && router is null)
        {
            throw new ArgumentException("mode paper needs a paper router", nameof(router));
        }

        _options = options;
        _heartbeat = new DueTimer(options.ShadowHeartbeatSeconds);
        _book = book;
        _normalizer = normalizer;
        _gate = gate;
        _router = router;
    }

    /// <summary>Where orders get their policy; null = the router's own start, as long as no suggestion may be applied.</summary>
    public RoutePolicies? Policies { get; set; }

    /// <summary>Brings the gate's view of the book up to date; rows for positions that orders have changed.</summary>
    public void OnTick(double now, ExecutorStep step)
    {
        _gate.OnTick(_book, now);
        if (_options.ShadowEnabled && _heartbeat.IsDue(now))
        {
            BeatShadow(now, step);
        }

        if (_filled.Count == 0)
        {
            return;
        }

        foreach (string symbol in _filled)
        {
            step.Rows.Add(IntentRows.Position(symbol, _book, now, _options.RunId));
        }

        _filled.Clear();
    }

    public void OnCandle(OrderFact candle) => _gate.OnCandle(candle);

    /// <summary>An order fact of this executor, or of the one that was recorded.</summary>
    public void OnOrderFact(OrderFact fact)
    {
        _gate.OnOrderFact(fact);
        if (fact.Kind == FeedKind.OrderFill)
        {
            _failStreaks.Remove(fact.Symbol);
            if (!_filled.Contains(fact.Symbol))
            {
                _filled.Add(fact.Symbol);
            }
        }
        else if (fact.Kind == FeedKind.OrderError)
        {
            _failStreaks[fact.Symbol] = _failStreaks.GetValueOrDefault(fact.Symbol) + 1;
        }
    }

    /// <summary>The symbol rests for a while after its intent failed.</summary>
    public void OnFault(string symbol, double now) => _restUntil[symbol] = now + _options.ErrorCooldownSeconds;

    /// <summary>Decides on one intent; rows and shadow requests go into the step, order facts of the router into <paramref name="routed"/>.</summary>
    public void Decide(OrderFact fact, double now, ExecutorStep step, List<OrderFact> routed, ExecutorCounters counters)
    {
        IntentOutcome outcome = _normalizer.Normalize(fact.Payload, now);
        if (outcome.Intent is not { } intent || !intent.IsTradable)
        {
            counters.Rejected++;
            step.Rows.Add(EventRows.Failure("executor", outcome.Rejected ?? Intent.InvalidSignal, now, fact.Symbol));
            return;
        }

        if (_restUntil.TryGetValue(intent.Symbol, out double until) && now < until)
        {
            counters.Rejected++;
            step.Rows.Add(EventRows.Failure("executor", "symbol_cooldown", now, intent.Symbol));
            return;
        }

        double price = intent.Price > 0 ? intent.Price : _book.PriceOf(intent.Symbol);
        bool live = _options.Mode != OrderMode.Recorded;
        step.Rows.Add(IntentRows.Attempt(intent, _book, now, price, _options.RunId));
        if (live && TurnedAway(intent, now, price, step))
        {
            counters.Vetoed++;
            return;
        }

        if (!intent.ReduceOnly && !Pass(intent, now, price, live, step))
        {
            counters.Vetoed++;
            return;
        }

        if (!live)
        {
            return;
        }

        counters.Allowed++;
        Send(intent, now, price, step, routed);
    }

    /// <summary>The strategy's own vetoes, the signal doctor, a saturated journal.</summary>
    private bool TurnedAway(Intent intent, double now, double price, ExecutorStep step)
    {
        if (intent.Veto.Count > 0)
        {
            step.Rows.Add(IntentRows.Veto(intent, intent.Veto, "screener", "screener", now, price, _options.RunId));
            return true;
        }

        if (!intent.ReduceOnly && _options.JournalSaturated?.Invoke() == true)
        {
            step.Rows.Add(IntentRows.Veto(intent, ["journal_saturated"], "journal", "executor", now, price, _options.RunId));
            return true;
        }

        SignalVerdict verdict = SignalDoctor.Examine(intent.Document, IntentRows.NavAge(_book, now), _failStreaks.GetValueOrDefault(intent.Symbol));
        step.Rows.Add(IntentRows.Signal(intent, verdict, now));
        if (verdict.Ok || intent.ReduceOnly)
        {
            return false;
        }

        step.Rows.Add(IntentRows.Veto(intent, verdict.Reasons, "signal_doctor", "executor", now, price, _options.RunId));
        return true;
    }

    /// <summary>Gate, then shadow, then the veto row. In recorded mode only the shadow hears of it.</summary>
    private bool Pass(Intent intent, double now, double price, bool live, ExecutorStep step)
    {
        if (!live && !_options.ShadowEnabled)
        {
            return true;
        }

        GateVerdict verdict = _gate.Judge(intent, _book, price, now, note: live);
        if (_options.ShadowEnabled)
        {
            step.Shadow.Add(_gate.ShadowOf(intent, verdict, _book, price, now));
        }

        if (verdict.Decision.Allowed || !live)
        {
            return true;
        }

        step.Rows.Add(_gate.VetoRow(intent, verdict, _options.RunId, now));
        return false;
    }

    /// <summary>A record without an intent: the shadow pipeline shows that it lives. The gate is asked and forgets it at once.</summary>
    private void BeatShadow(double now, ExecutorStep step)
    {
        string? symbol = _book.Positions.Count > 0 ? _book.Positions[0].Symbol : _gate.FirstSymbol;
        if (symbol is null)
        {
            return;
        }

        Intent probe = ShadowHeartbeat.Intent(symbol, _book.Positions.Count, now);
        GateVerdict verdict = _gate.Judge(probe, _book, 0, now, note: false);
        step.Shadow.Add(_gate.ShadowOf(probe, verdict, _book, 0, now) with { Heartbeat = true });
        _heartbeat.Mark(now);
    }

    private void Send(Intent intent, double now, double price, ExecutorStep step, List<OrderFact> routed)
    {
        if (!(price > 0))
        {
            step.Rows.Add(EventRows.Failure("executor", "no_price", now, intent.Symbol));
            return;
        }

        if (_options.Mode == OrderMode.None || _options.DryRunSwitch is { On: true })
        {
            step.Rows.Add(IntentRows.DryRun(intent, now, IntentRows.Qty(intent, price), price));
            return;
        }

        RoutePolicy policy = Policies?.Of(intent.Symbol, now) ?? default;
        _router!.Route(intent, price, now, policy.Policy, routed, policy.Autotune);
    }
}
