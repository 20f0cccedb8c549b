using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Intel.Apply;
using HedgeFlow.Stages.Intel.Expectancy;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Intel;

/// <summary>
/// Collects what was traded and, at its cadences, reviews it: expectancy, scores, further steps, routing and allocation
/// suggestions. With a background runner a run never holds up a frame: it works on inputs taken when it started, and its
/// surfaces go out with the first frame after it is done. Without one it runs inside the frame, as a replay needs. The scores
/// are part of every frame. Frames come one at a time. Source: intel contract.
/// </summary>
public sealed class IntelStage
{
    private readonly IntelOptions _options;
    private readonly Func<IntelConfig> _config;
    private readonly IReadOnlyList<IIntelStep> _further;
    private readonly Action<TickFrame>? _universe;
    private readonly Func<Action, Task>? _background;
    private readonly Action<string, Exception>? _onFault;
    private readonly IntelSchedule _schedule;
    private readonly IntelChain _chain;
    private readonly ExpectancyWindow _window;
    private readonly IntelInputs _inputs;
    private readonly LatestSuggestions _suggestions = new();
    private readonly StampedJson _noScores;
    private readonly SurfaceWrite _noScoresYet;
    private RawJson? _scores;
    private SurfaceWrite? _scoresWrite;
    private IntelPass? _pass;
    private Task? _running;
    private long _tick;

    /// <param name="options">Flags and cadences.</param>
    /// <param name="config">The configuration in force, asked for when a run starts.</param>
    /// <param name="furtherSteps">Steps between scores and autotune, in order.</param>
    /// <param name="universe">Publishes the universe at its own cadence, also while intel is off.</param>
    /// <param name="background">Starts a run elsewhere; null runs it inside the frame.</param>
    /// <param name="lastNav">The newest nav payload, where it is built behind this stage; null finds it in the frames.</param>
    /// <param name="onFault">Told of every step that threw, by name; on the thread of the run.</param>
    public IntelStage(
        IntelOptions options,
        Func<IntelConfig>? config = null,
        IReadOnlyList<IIntelStep>? furtherSteps = null,
        Action<TickFrame>? universe = null,
        Func<Action, Task>? background = null,
        Func<SurfaceWrite?>? lastNav = null,
        Action<string, Exception>? onFault = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _noScores = new StampedJson(
            RawJson.Of(new SymbolScoresV6State(0, [], options.Enabled), SymbolScoresV6State.Surface.TypeInfo), Redactor.Default);
        _noScoresYet = SymbolScoresV6State.Surface.With(new RawJson(_noScores));
        _config = config ?? (() => IntelConfig.None);
        _further = furtherSteps ?? [];
        _universe = universe;
        _background = background;
        _onFault = onFault;
        _inputs = new IntelInputs(lastNav);
        _schedule = new IntelSchedule(options, onFault);
        _chain = new IntelChain(options, _suggestions, onFault);
        _window = new ExpectancyWindow(options.KeepScratch);
    }

    /// <summary>The latest suggestions, for the router side.</summary>
    public ISuggestionSource Suggestions => _suggestions;

    /// <summary>Steps that threw so far. Any thread.</summary>
    public long Faults => _schedule.Faults + _chain.FurtherFaults;

    /// <summary>Closes left out because their result was exactly 0.</summary>
    public long ScratchesDropped => _window.ScratchesDropped;

    /// <summary>The run under way, done when there is none.</summary>
    public Task Running => _running ?? Task.CompletedTask;

    /// <summary>
    /// Fills the windows from the logs of an earlier process, rows in file order, so that this one goes on where that one was.
    /// Call it before the first frame.
    /// </summary>
    /// <param name="orders">Rows of <c>orders_executed.jsonl</c>.</param>
    /// <param name="metrics">Rows of <c>order_metrics.jsonl</c>.</param>
    /// <param name="routerPolicy">The routing suggestions that were written last, which the first allocator run may need.</param>
    public void Seed(IEnumerable<JsonObject> orders, IEnumerable<JsonObject> metrics, JsonNode? routerPolicy = null)
    {
        foreach (JsonObject row in orders)
        {
            _window.AddOrderRow(row);
            foreach (IIntelStep step in _further)
            {
                step.Seed(row);
            }
        }

        foreach (JsonObject row in metrics)
        {
            _window.AddMetricRow(row);
        }

        _chain.Seed(routerPolicy);
    }

    /// <summary>
    /// Returns when the frame of the tick has been processed, false when that took too long. For a replay, whose router may act
    /// on suggestions: live nobody waits. Any other thread.
    /// </summary>
    public bool WaitFor(long tick, TimeSpan timeout) => SpinWait.SpinUntil(() => Interlocked.Read(ref _tick) >= tick, timeout);

    /// <summary>Takes the frame's facts in, runs what is due, and adds what is ready.</summary>
    public void Process(TickFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        try
        {
            Take(frame);
        }
        finally
        {
            Interlocked.Exchange(ref _tick, frame.Tick);
        }
    }

    private void Take(TickFrame frame)
    {
        Collect(frame);
        Deliver(frame);
        if (_universe is not null && _running is null && _schedule.IsUniverseDue(frame.Now))
        {
            Universe(frame, _universe);
        }

        if (_running is null && _schedule.IsRunDue(frame.Now))
        {
            Start(frame);
            Deliver(frame);
        }

        if (_scores is null)
        {
            _noScores.Stamp(frame.Now);
        }

        frame.Surfaces.Add(_scoresWrite ?? _noScoresYet);
    }

    private void Universe(TickFrame frame, Action<TickFrame> publish) => _schedule.Universe(frame.Now, () => publish(frame));

    private void Collect(TickFrame frame)
    {
        _inputs.Take(frame);
        foreach (OrderFact fact in frame.Facts)
        {
            switch (fact.Kind)
            {
                case FeedKind.OrderClose:
                    _window.AddClose(fact.Payload, fact.Ts);
                    break;
                case FeedKind.OrderAck or FeedKind.OrderFill or FeedKind.OrderError:
                    _window.AddOtherOrder();
                    break;
                case FeedKind.OrderMetric:
                    _window.AddMetricRow(fact.Payload, fact.Ts);
                    break;
                default:
                    break;
            }

            foreach (IIntelStep step in _further)
            {
                step.Observe(fact);
            }
        }
    }

    private void Start(TickFrame frame)
    {
        double now = frame.Now;
        IntelPass pass = _inputs.NewPass(
            now,
            _config(),
            _window.Trades(now, IntelOptions.LookbackHours),
            _window.Metrics(now, IntelOptions.LookbackHours),
            Prepare(now));
        _pass = pass;
        _chain.Begin(pass);
        if (_background is { } background)
        {
            _running = background(() => Run(pass));
        }
        else
        {
            Run(pass);
            _running = Task.CompletedTask;
        }
    }

    private void Run(IntelPass pass)
    {
        _schedule.Run(pass.Now, _chain);
        pass.Encode();
    }

    private List<(string Name, Action<IntelPass> Work)> Prepare(double now)
    {
        var work = new List<(string, Action<IntelPass>)>(_further.Count);
        foreach (IIntelStep step in _further)
        {
            try
            {
                work.Add((step.Name, step.Prepare(now)));
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                work.Add((step.Name, _ => throw new InvalidOperationException($"{step.Name} could not be prepared", e)));
            }
        }

        return work;
    }

    /// <summary>Adds the surfaces of a run that is done, those of its steps before a failing one too.</summary>
    private void Deliver(TickFrame frame)
    {
        if (_running is not { IsCompleted: true } done)
        {
            return;
        }

        _running = null;
        if (done.Exception is { } fault)
        {
            // The chain isolates its steps: only the runner itself can have failed.
            _onFault?.Invoke("intel", fault.GetBaseException());
        }

        IntelPass pass = _pass!;
        _pass = null;
        if (pass.EncodedScores is { } scores)
        {
            _scores = scores;
            _scoresWrite = SymbolScoresV6State.Surface.With(scores);
        }

        frame.Surfaces.AddRange(pass.Surfaces);
        frame.Caches.AddRange(pass.Caches);
    }
}
