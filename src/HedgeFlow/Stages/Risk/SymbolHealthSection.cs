using HedgeFlow.Stages.RouterMetric;
using HedgeFlow.Stages.Risk.Health;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Risk;

/// <summary>The rows of all symbols in a risk snapshot. A row that cannot be built is left out and counted. Single-threaded.</summary>
internal sealed class SymbolHealthSection(SymbolFacts facts, SymbolToggles toggles)
{
    private readonly Dictionary<string, SymbolHealth> _cached = new(StringComparer.Ordinal);

    public long Faults { get; private set; }

    /// <summary>The last row of a symbol; null = none yet.</summary>
    public SymbolHealth? Cached(string symbol) => _cached.GetValueOrDefault(symbol);

    public IReadOnlyList<SymbolHealth> Build(IReadOnlyCollection<string> universe, RouterReport? router, string riskMode, double nav, double now)
    {
        var rows = new List<SymbolHealth>(universe.Count);
        _cached.Clear();
        foreach (string symbol in universe)
        {
            try
            {
                SymbolHealth row = Row(symbol, router, riskMode, nav, now);
                rows.Add(row);
                _cached[symbol] = row;
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                Faults++;
            }
        }

        return rows;
    }

    private SymbolHealth Row(string symbol, RouterReport? router, string riskMode, double nav, double now)
    {
        FillStatisticsState fills = facts.Fills.For(symbol);
        bool known = !ReferenceEquals(fills, FillStatisticsState.None);
        RouterSymbolReport? report = router?.PerSymbol.GetValueOrDefault(symbol);
        System.Text.Json.Nodes.JsonObject? toggle = toggles.Of(symbol, now);
        return SymbolHealthBuilder.Build(new SymbolHealthRequest
        {
            Symbol = symbol,
            Now = now,
            Effectiveness = report?.Effectiveness ?? RouterEffectiveness.None,
            Policy = report?.Row.Policy,
            PreviousReliability = router?.Document.SymbolStats.GetValueOrDefault(symbol)?.MakerReliability,
            RiskMode = riskMode,
            HourExpectancy = report?.HourExpectancy,
            AtrNow = fills.AtrNow,
            AtrMed = fills.AtrMed,
            Sharpe = known ? fills.Sharpe7d : null,
            DdTodayPct = nav > 0 ? facts.RealizedToday(symbol) / nav * 100 : 0,
            Disabled = toggle is not null,
            ToggleMeta = toggle,
            LastRouteDecision = facts.LastRoute(symbol),
            Errors = facts.Errors,
            RiskGates = facts.Gates.Of(symbol),
        });
    }
}
