using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Risk.Health;

/// <summary>The newest refusals of the pre-trade gate. Source: risk contract, errors. Single-threaded.</summary>
public sealed class RiskGateLog
{
    public const int Capacity = 256;

    private readonly Queue<Entry> _events = new(Capacity);

    public void Add(SymbolHealth.RiskGateEvent gate) => Add(gate, null);

    /// <summary>Adds a refusal whose thresholds and observations are read off its veto when somebody asks: most leave unread.</summary>
    public void Add(SymbolHealth.RiskGateEvent gate, OrderFact? veto)
    {
        if (_events.Count == Capacity)
        {
            _events.Dequeue();
        }

        _events.Enqueue(new Entry(gate, veto));
    }

    /// <summary>Of a symbol, or all with null; oldest first.</summary>
    public IReadOnlyList<SymbolHealth.RiskGateEvent> Of(string? symbol) =>
        [.. _events.Where(entry => symbol is null || string.Equals(entry.Symbol, symbol, StringComparison.OrdinalIgnoreCase)).Select(entry => entry.Event)];

    private sealed class Entry(SymbolHealth.RiskGateEvent gate, OrderFact? veto)
    {
        private SymbolHealth.RiskGateEvent? _complete = veto is null ? gate : null;

        public string? Symbol => gate.Symbol;

        public SymbolHealth.RiskGateEvent Event => _complete ??= gate with
        {
            Thresholds = JsonNodes.FiniteCopy(veto!.Payload["thresholds"]) as JsonObject,
            Observations = JsonNodes.FiniteCopy(veto.Payload["observations"]) as JsonObject,
        };
    }
}
