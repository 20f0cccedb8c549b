using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using HedgeFlow.Configuration;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Publish;
using HedgeFlow.Stages.Risk.Health;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Risk;

/// <summary>
/// The risk stage: keeps drawdown, returns and fills up to date tick by tick; on its timer, or after an order, builds the risk
/// snapshot, and on its timer the execution health; republishes the last snapshot every tick with the time of its build. A fact or a
/// build that fails is counted and the last good snapshot stays. One thread at a time.
/// </summary>
public sealed class RiskStage
{
    private readonly Func<ConfigurationSet> _config;
    private readonly EquityPeaks _equity;
    private readonly ReturnBook _returns;
    private readonly SymbolFacts _facts;
    private readonly SymbolHealthSection _symbols;
    private readonly RiskSnapshotBuilder _builder;
    private readonly TpSlBook _levels;
    private readonly ExecutionAlerts _alerts;
    private readonly DueTimer _snapshotTimer;
    private readonly DueTimer _healthTimer;
    private readonly SymbolToggles _toggles;
    private readonly List<RiskPosition> _positions = [];
    private RiskSnapshotState? _snapshot;
    private readonly List<string> _heldRows = [];
    private string[] _held = [];
    private SurfaceWrite _write;
    private StageDocument? _document;
    private long _faults;

    /// <param name="options">Cadence and windows.</param>
    /// <param name="config">The configuration in force; asked once per tick.</param>
    /// <param name="seed">What an earlier run left; null = nothing.</param>
    /// <param name="errors">Registry that other parts record their errors in; null = one of its own.</param>
    /// <param name="toggles">Symbols that are switched off; null = none.</param>
    public RiskStage(RiskOptions options, Func<ConfigurationSet> config, RiskSeed? seed = null, ExecutionErrors? errors = null, SymbolToggles? toggles = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(config);
        seed ??= RiskSeed.None;
        _config = config;
        ConfigurationSet start = config();
        var days = new DayClock(start.Limits.ResetTimezone);
        _toggles = toggles ?? new SymbolToggles();
        _equity = new EquityPeaks(days, seed);
        _returns = new ReturnBook(start.Advanced, options.BarInterval);
        _facts = new SymbolFacts(days, options.MaxRows, errors ?? new ExecutionErrors());
        _symbols = new SymbolHealthSection(_facts, _toggles);
        _builder = new RiskSnapshotBuilder(options, _equity, new PortfolioVarModel(_returns), _facts, _symbols);
        _levels = new TpSlBook(seed.TpSl, options.TpSlSeed);
        _alerts = new ExecutionAlerts(options.AlertIntervalSeconds);
        _snapshotTimer = new DueTimer(options.IntervalSeconds);
        _healthTimer = new DueTimer(options.IntervalSeconds);
        if (RiskCarry.Read(seed.Carry) is { } carry)
        {
            _builder.Restore(carry);
        }
    }

    /// <summary>Risk mode of the last snapshot; null before the first.</summary>
    public string? Mode => _snapshot?.RiskMode;

    /// <summary>The last snapshot, typed; null before the first.</summary>
    public RiskSnapshotState? Snapshot => _snapshot;

    /// <summary>Snapshots built.</summary>
    public long Builds { get; private set; }

    /// <summary>Facts, rows and builds that failed.</summary>
    public long Faults => _faults + _symbols.Faults;

    /// <summary>Records that could not be used.</summary>
    public long Ignored => _facts.Ignored + _returns.Ignored;

    /// <summary>Takes rows of <c>orders_executed.jsonl</c> of a former run before the first tick, oldest first.</summary>
    public void Seed(IEnumerable<JsonObject> orders, double now)
    {
        ArgumentNullException.ThrowIfNull(orders);
        foreach (JsonObject row in orders)
        {
            FeedKind? kind = Coerce.Text(row["event_type"]) switch
            {
                "order_fill" => FeedKind.OrderFill,
                "order_close" => FeedKind.OrderClose,
                _ => null,
            };
            if (kind is { } known && IsoTime.OfRecord(row) is { } ts)
            {
                Take(new OrderFact(known, ts, Coerce.Symbol(row["symbol"]), row));
            }
        }

        _facts.Advance(now);
    }

    public void Process(TickFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ConfigurationSet config = _config();
        bool ordered = false;
        foreach (OrderFact fact in frame.Facts)
        {
            ordered |= Take(fact);
        }

        Observe(frame, config);
        if (_snapshot is null || _snapshotTimer.IsDue(frame.Now, ordered))
        {
            Build(frame, config);
        }

        if (_healthTimer.IsDue(frame.Now) && Health(frame) is { } health)
        {
            frame.Surfaces.Add(ExecutionHealthState.Surface.With(health));
            _healthTimer.Mark(frame.Now);
        }

        Alert(frame);
        frame.Surfaces.Add(_write);
        frame.RiskDocument = _document;
    }

    private bool Take(OrderFact fact)
    {
        try
        {
            _levels.Apply(fact);
            if (fact.Kind == FeedKind.Candle)
            {
                _returns.Apply(fact);
            }

            return _facts.Apply(fact);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            _faults++;
            return false;
        }
    }

    private void Observe(TickFrame frame, ConfigurationSet config)
    {
        if (!ReferenceEquals(config.Advanced, _returns.Settings))
        {
            _returns.Configure(config.Advanced);
        }

        _facts.Advance(frame.Now);
        _equity.Observe(frame.SourcesOk ? frame.Equity : double.NaN, frame.SnapshotTs, frame.Now, config.Limits.NavAnomalies);
        _levels.ReconcileStart(frame);
    }

    private void Build(TickFrame frame, ConfigurationSet config)
    {
        try
        {
            _positions.Clear();
            foreach (ref readonly PositionRow row in frame.Positions.Span)
            {
                _positions.Add(RiskPosition.Of(row));
            }

            IReadOnlyCollection<string> universe = config.Universe.Symbols.Count > 0 ? config.Universe.Symbols : _facts.Seen;
            Publish(_builder.Build(frame, CollectionsMarshal.AsSpan(_positions), config, universe, _levels.Registry.Count));
            Builds++;
            frame.Caches.Add(new CacheDocument(RiskCarry.Cache, _builder.Carry));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            _faults++;
            _facts.Errors.Record("risk_snapshot", null, frame.Now, "the risk snapshot could not be built", e.GetType().Name);
            if (_snapshot is null)
            {
                Publish(RiskSnapshotBuilder.Envelope(frame.Now, RiskMode.Failed(e), config));
            }
        }

        // The time is marked after the build, whatever became of it.
        _snapshotTimer.Mark(frame.Now);
    }

    /// <summary>Encoded once: the bytes are what every tick publishes until the next build.</summary>
    private void Publish(RiskSnapshotState snapshot)
    {
        var document = StageDocument.Of(snapshot, RiskSnapshotState.Surface.TypeInfo);
        (_snapshot, _write, _document) = (snapshot, RiskSnapshotState.Surface.With(document.Encoded), document);
    }

    private ExecutionHealthState? Health(TickFrame frame)
    {
        try
        {
            return ExecutionHealthBuilder.Build(_snapshot!, frame.Router?.Overall ?? RouterEffectiveness.None, _facts.Errors, frame.Now);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            _faults++;
            return null;
        }
    }

    private void Alert(TickFrame frame)
    {
        if (frame.Positions.Count == 0)
        {
            return;
        }

        foreach (string symbol in Held(frame.Positions.Span))
        {
            if (_alerts.Check(_symbols.Cached(symbol), frame.Now) is { } row)
            {
                frame.Rows.Add(new JournalRow(JournalFiles.ExecutionAlerts, row));
            }
        }
    }

    /// <summary>Symbols of the open positions, ascending; made anew when the rows name others than the tick before.</summary>
    private string[] Held(ReadOnlySpan<PositionRow> rows)
    {
        bool same = rows.Length == _heldRows.Count;
        for (int i = 0; same && i < rows.Length; i++)
        {
            same = rows[i].Symbol == _heldRows[i];
        }

        if (!same)
        {
            _heldRows.Clear();
            foreach (ref readonly PositionRow row in rows)
            {
                _heldRows.Add(row.Symbol);
            }

            _held = [.. _heldRows.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        }

        return _held;
    }
}
