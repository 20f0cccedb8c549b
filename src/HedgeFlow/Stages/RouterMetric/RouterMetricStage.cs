using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Stages.RouterMetric;

/// <summary>
/// The router-metric stage: takes the order facts of a tick into its windows, and on its own timer, or after an order, makes
/// the router health document, its surface and its history row. Every frame leaves with the newest document, orders or not.
/// A fact or a build that fails is counted and the last good document stays. One thread at a time.
/// </summary>
public sealed class RouterMetricStage
{
    private readonly RouterMetricOptions _options;
    private readonly Func<string?> _riskMode;
    private readonly RouterWindow _effectiveness;
    private readonly RouterWindow _outcomes;
    private readonly RouterStats _stats;
    private readonly FillJoin _join;
    private readonly PostOnlyRejects _postOnly;
    private readonly AtrBook _atr;
    private readonly RouterHealthBuilder _builder = new();
    private readonly DueTimer _timer;
    private readonly SortedSet<string> _seen = new(StringComparer.Ordinal);
    private IReadOnlyCollection<string> _universe;
    private IReadOnlyDictionary<string, RouterEventHealth> _published = new Dictionary<string, RouterEventHealth>();
    private volatile RouterReport? _report;
    private StageDocument? _document;
    private double _now = double.NegativeInfinity;
    private long _faults;

    /// <param name="options">Copied; see <see cref="RouterMetricOptions.Validate"/>.</param>
    /// <param name="riskMode">
    /// Risk mode as published before this tick; null = OK. Called during a build, on the stage's thread: the result of a replay
    /// is reproducible only if it depends on the ticks before this one alone.
    /// </param>
    public RouterMetricStage(RouterMetricOptions options, Func<string?>? riskMode = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _riskMode = riskMode ?? (static () => null);
        double days = options.EffectivenessWindowDays > 0 ? options.EffectivenessWindowDays : RouterMetrics.DefaultWindowDays;
        _effectiveness = new RouterWindow(days, options.MaxRows);
        _outcomes = days == RouterMetrics.HealthWindowDays ? _effectiveness : new RouterWindow(RouterMetrics.HealthWindowDays, options.MaxRows);
        _stats = new RouterStats(
            options.Quality.StatsWindowSeconds, options.Quality.StatsWindowMinEvents, options.DriftAlpha, options.MaxRows);
        _join = new FillJoin(options.JoinCapacity);
        _postOnly = new PostOnlyRejects(RouterMetrics.HealthWindowDays, options.MaxRows, options.JoinCapacity);
        _atr = new AtrBook(options.AtrInterval);
        _timer = new DueTimer(options.RefreshIntervalSeconds);
        _universe = options.Universe;
    }

    /// <summary>What came in, and what of it could not be used.</summary>
    public RouterIntake Intake { get; } = new();

    /// <summary>Facts, parts of a document and whole builds that failed.</summary>
    public long Faults => _faults + _builder.Faults;

    /// <summary>The newest build; null before the first. Any thread.</summary>
    public RouterReport? Report => _report;

    /// <summary>Documents made.</summary>
    public long Builds { get; private set; }

    /// <summary>Symbols to list from the next document on; between two ticks only.</summary>
    public void UpdateUniverse(IReadOnlyCollection<string> symbols)
    {
        ArgumentNullException.ThrowIfNull(symbols);
        _universe = symbols;
    }

    /// <summary>
    /// Takes the rows of a former run before the first tick, oldest first, so that a restart goes on where it stopped:
    /// <paramref name="metrics"/> of <c>order_metrics.jsonl</c>, <paramref name="orders"/> of <c>orders_executed.jsonl</c>.
    /// </summary>
    public void Seed(IEnumerable<JsonObject> metrics, IEnumerable<JsonObject>? orders, double now)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        OrderFact[] facts =
        [
            .. from row in orders ?? [] let kind = KindOf(row) where kind is not null select FactOf(kind.Value, row),
            .. from row in metrics select FactOf(FeedKind.OrderMetric, row),
        ];
        foreach (OrderFact fact in facts)
        {
            Hint(fact);
        }

        foreach (OrderFact fact in facts)
        {
            Take(fact, now);
        }

        Advance(now);
        _published = _builder.Build(Request(now, _stats.Snapshot(now))).Document.SymbolStats;
    }

    public void Process(TickFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        bool ordered = false;
        foreach (OrderFact fact in frame.Facts)
        {
            // A fill comes before the metric of its attempt, which may be the only one to know the intended price.
            Hint(fact);
        }

        foreach (OrderFact fact in frame.Facts)
        {
            ordered |= fact.Kind is FeedKind.OrderMetric or FeedKind.OrderFill or FeedKind.OrderAck;
            Take(fact, frame.Now);
        }

        Advance(frame.Now);
        if (_timer.IsDue(frame.Now, ordered) || _report is null)
        {
            Emit(frame);
        }

        frame.RouterDocument = _document;
        frame.Router = _report;
    }

    private void Take(OrderFact fact, double now)
    {
        if (fact.Kind is FeedKind.RiskVeto or FeedKind.Factors)
        {
            // Not the router's, and to ask for the members of a veto would make nodes of them.
            return;
        }

        try
        {
            JsonObject row = fact.Payload;
            switch (fact.Kind)
            {
                case FeedKind.Intent:
                    _join.SeeIntent(row, fact.Ts);
                    break;
                case FeedKind.OrderAck:
                    _join.SeeAck(row, fact.Ts);
                    _postOnly.SeeOrder(row, fact.Ts);
                    break;
                case FeedKind.OrderError:
                    _postOnly.SeeOrder(row, fact.Ts);
                    break;
                case FeedKind.OrderFill:
                    bool filled = _join.TryFill(row, fact.Ts, out RouterFill fill);
                    Intake.CountFill(filled && _stats.Add(fill, now));
                    _atr.SeeFill(row, fact.Ts);
                    See(fact.Symbol);
                    break;
                case FeedKind.OrderMetric:
                    TakeMetric(fact, now);
                    break;
                case FeedKind.Candle:
                    Intake.CountBar(_atr.SeeBar(row, fact.Ts));
                    break;
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            _faults++;
        }
    }

    private void TakeMetric(OrderFact fact, double now)
    {
        RouterEvent e = RouterEventReader.Read(fact.Payload, fact.Ts, Intake);
        _effectiveness.Add(e);
        if (_outcomes != _effectiveness)
        {
            _outcomes.Add(e);
        }

        _postOnly.SeeMetric(fact.Payload, e);
        See(e.Symbol);
        if (_join.TryMetric(fact.Payload, fact.Ts, out RouterFill fill))
        {
            Intake.CountFill(_stats.Add(fill, now));
        }
    }

    private void See(string symbol)
    {
        if (_universe.Count == 0 && symbol.Length > 0 && _seen.Count < _options.MaxRows)
        {
            _seen.Add(symbol);
        }
    }

    private void Advance(double now)
    {
        if (now > _now)
        {
            _now = now;
            _effectiveness.Advance(now);
            _outcomes.Advance(now);
            _postOnly.Advance(now);
        }
    }

    private void Emit(TickFrame frame)
    {
        try
        {
            RouterStatsSnapshot stats = _stats.Snapshot(frame.Now);
            RouterReport report = _builder.Build(Request(frame.Now, stats));
            StageDocument document = StageDocument.Of(report.Document, RouterHealthStateJson.Default.RouterHealthState);
            StageDocument rolling = StageDocument.Of(stats, RouterHealthStateJson.Default.RouterStatsSnapshot);
            (_report, _document, _published) = (report, document, report.Document.SymbolStats);
            Builds++;
            frame.Rows.Add(new JournalRow(
                JournalFiles.RouterHealth,
                new JsonObject { ["ts"] = frame.Now, ["snapshot"] = document.AsPart(), ["router_stats"] = rolling.AsPart() }));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            _faults++;
        }

        if (_document is { } published)
        {
            frame.Surfaces.Add(RouterHealthState.Surface.With(published.Encoded));
            _timer.Mark(frame.Now);
        }
    }

    private RouterHealthRequest Request(double now, RouterStatsSnapshot stats) => new()
    {
        Now = now,
        Universe = _universe.Count > 0 ? _universe : _seen,
        Effectiveness = _effectiveness,
        Outcomes = _outcomes,
        Stats = stats,
        Atr = symbol => _atr.Of(symbol, now),
        PreviousReliability = symbol => _published.TryGetValue(symbol, out RouterEventHealth? health) ? health.MakerReliability : null,
        PostOnlyRejects = _postOnly.Of,
        RiskMode = _riskMode(),
        Liquidity = _options.Liquidity,
        Quality = _options.Quality,
    };

    private void Hint(OrderFact fact)
    {
        try
        {
            if (fact.Kind == FeedKind.OrderMetric)
            {
                _join.Hint(fact.Payload);
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            _faults++;
        }
    }

    private static OrderFact FactOf(FeedKind kind, JsonObject row) =>
        new(kind, IsoTime.Parse(row["ts"]) ?? double.NaN, Coerce.Symbol(row["symbol"]), row);

    private static FeedKind? KindOf(JsonObject row) => Coerce.Text(row["event_type"]) switch
    {
        "order_ack" => FeedKind.OrderAck,
        "order_fill" => FeedKind.OrderFill,
        "order_error" => FeedKind.OrderError,
        _ => null,
    };
}
