using HedgeFlow.State;

namespace HedgeFlow.Stages.RouterMetric;

/// <summary>
/// Rolling fill statistics per symbol: a window in seconds that always keeps a few events, and a slippage mean that never
/// forgets. Source: router contract, router statistics. A symbol is summed again only after its window changed.
/// Single-threaded.
/// </summary>
/// <param name="windowSeconds">Length of the window; not above 0 = nothing leaves by age.</param>
/// <param name="minEvents">Events that stay however old they are.</param>
/// <param name="driftAlpha">Weight of a new value in the drift mean, 0..1.</param>
/// <param name="maxEvents">Most events a symbol keeps; bounds memory where nothing leaves by age.</param>
public sealed class RouterStats(double windowSeconds = 900, int minEvents = 5, double driftAlpha = 0.3, int maxEvents = 5000)
{
    private readonly Dictionary<string, FillWindow> _symbols = new(StringComparer.Ordinal);
    private readonly List<FillWindow> _order = [];

    /// <summary>Takes a fill; one without a symbol is refused (false).</summary>
    public bool Add(in RouterFill fill, double now)
    {
        string symbol = fill.Symbol?.Trim().ToUpperInvariant() ?? "";
        if (symbol.Length == 0)
        {
            return false;
        }

        if (!_symbols.TryGetValue(symbol, out FillWindow? window))
        {
            window = new FillWindow(symbol, Math.Max(maxEvents, 1));
            _symbols.Add(symbol, window);
            _order.Add(window);
        }

        window.Add(FillSample.Of(fill, now), driftAlpha);
        return true;
    }

    /// <summary>What the windows hold at <paramref name="now"/>; what is too old leaves them.</summary>
    public RouterStatsSnapshot Snapshot(double now)
    {
        double oldest = windowSeconds > 0 ? now - windowSeconds : double.NegativeInfinity;
        var perSymbol = new Dictionary<string, RouterStatsSnapshot.SymbolStats>(StringComparer.Ordinal);
        foreach (FillWindow window in _order)
        {
            window.Trim(oldest, minEvents);
            if (window.Read() is { } stats)
            {
                perSymbol.Add(stats.Symbol, stats);
            }
        }

        return new RouterStatsSnapshot
        {
            UpdatedTs = now,
            PerSymbol = perSymbol,
            WindowSeconds = windowSeconds,
            MinEvents = minEvents,
        };
    }
}
