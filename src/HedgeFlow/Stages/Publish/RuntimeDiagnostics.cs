using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Publish;

/// <summary>
/// What happened since the process started: signals, orders, vetoes by reason, router events, exit scans and triggers.
/// Not thread-safe. Source: state contract, veto counters and liveness.
/// </summary>
public sealed class RuntimeDiagnostics(LivenessOptions liveness)
{
    /// <summary>Distinct reasons counted by name; a feed that puts numbers into its reasons must not grow the file for ever.</summary>
    public const int MaxReasons = 1000;

    private const string Unknown = "unknown";
    private const string Others = "other";

    private readonly OrderedDictionary<string, long> _byReason = new(StringComparer.Ordinal);
    private ExitPipelineBlock _exits = new();
    private long _signals;
    private long _orders;
    private long _vetoes;
    private double? _lastSignal;
    private double? _lastOrder;
    private double? _lastVeto;
    private double? _lastRouterEvent;
    private double? _lastScan;
    private double? _lastTrigger;
    private IReadOnlyDictionary<string, long>? _reasons;
    private VetoCountersBlock? _counters;

    /// <summary>Counts what a fact stands for: intent = signal, ack = order and router event, fill and metric = router event, veto.</summary>
    public void Apply(OrderFact fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        switch (fact.Kind)
        {
            case FeedKind.Intent:
                Signal(fact.Ts);
                if (IsExit(fact.Payload))
                {
                    ExitTrigger(fact.Ts);
                }

                break;
            case FeedKind.OrderAck:
                Order(fact.Ts);
                RouterEvent(fact.Ts);
                break;
            case FeedKind.OrderFill or FeedKind.OrderError or FeedKind.OrderMetric:
                RouterEvent(fact.Ts);
                break;
            case FeedKind.RiskVeto:
                Veto(fact.TextOf("veto_reason") ?? Coerce.AsText(fact.Payload["veto_reason"]), fact.Ts);
                break;
        }
    }

    public void Signal(double now)
    {
        _signals++;
        _counters = null;
        _lastSignal = now;
    }

    public void Order(double now)
    {
        _orders++;
        _counters = null;
        _lastOrder = now;
    }

    /// <summary>Counts a veto; a missing or blank reason is <c>unknown</c>, every other text stays as it is.</summary>
    public void Veto(string? reason, double now)
    {
        string text = string.IsNullOrWhiteSpace(reason) ? Unknown : reason;
        text = _byReason.Count < MaxReasons || _byReason.ContainsKey(text) ? text : Others;
        _byReason[text] = _byReason.GetValueOrDefault(text) + 1;
        _reasons = null;
        _counters = null;
        _vetoes++;
        _lastVeto = now;
    }

    public void RouterEvent(double now) => _lastRouterEvent = now;

    public void ExitTrigger(double now) => _lastTrigger = now;

    public void ExitScan(double now) => _lastScan = now;

    /// <summary>Notes the result of an exit scan.</summary>
    public void ExitScan(double now, ExitPipelineBlock result)
    {
        _lastScan = now;
        _exits = result;
    }

    public RuntimeDiagnosticsBlock Snapshot(double now) => new()
    {
        VetoCounters = _counters ??= new VetoCountersBlock
        {
            ByReason = _reasons ??= new OrderedDictionary<string, long>(_byReason, StringComparer.Ordinal),
            TotalSignals = _signals,
            TotalOrders = _orders,
            TotalVetoes = _vetoes,
            LastSignalTs = IsoTime.Format(_lastSignal),
            LastOrderTs = IsoTime.Format(_lastOrder),
            LastVetoTs = IsoTime.Format(_lastVeto),
        },
        ExitPipeline = _exits with
        {
            LastExitScanTs = IsoTime.Format(_lastScan),
            LastExitTriggerTs = IsoTime.Format(_lastTrigger),
            LastRouterEventTs = IsoTime.Format(_lastRouterEvent),
        },
        Liveness = Liveness.Evaluate(liveness, now, _lastSignal, _lastOrder, _lastTrigger, _lastRouterEvent),
    };

    /// <summary>A reduce-only intent that a level has sent.</summary>
    private static bool IsExit(JsonObject intent) =>
        (Coerce.Flag(intent["reduceOnly"]) || Coerce.Flag(intent["reduce_only"]))
        && (Coerce.Flag(intent["is_stop_loss"]) || Coerce.Flag(intent["is_take_profit"]) || Coerce.Text(intent["exit_reason"]) is { Length: > 0 });
}
