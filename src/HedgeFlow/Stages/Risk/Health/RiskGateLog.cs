using HedgeFlow.State;

namespace HedgeFlow.Stages.Risk.Health;

/// <summary>The newest refusals of the pre-trade gate. Source: risk contract, errors. Single-threaded.</summary>
public sealed class RiskGateLog
{
    public const int Capacity = 256;

    private readonly Queue<SymbolHealth.RiskGateEvent> _events = new(Capacity);

    public void Add(SymbolHealth.RiskGateEvent gate)
    {
        if (_events.Count == Capacity)
        {
            _events.Dequeue();
        }

        _events.Enqueue(gate);
    }

    /// <summary>Of a symbol, or all with null; oldest first.</summary>
    public IReadOnlyList<SymbolHealth.RiskGateEvent> Of(string? symbol) =>
        [.. _events.Where(gate => symbol is null || string.Equals(gate.Symbol, symbol, StringComparison.OrdinalIgnoreCase))];
}
