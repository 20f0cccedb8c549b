using HedgeFlow.Numerics;

namespace HedgeFlow.Stages.RouterMetric;

/// <summary>
/// The order metrics of the last days, per symbol and over all, kept up to date event by event: at any time equal to a
/// computation over the tail of the log. Source: router contract, reading and windowing. Single-threaded.
/// </summary>
public sealed class RouterWindow
{
    private readonly Dictionary<string, RouterAccumulator> _symbols = new(StringComparer.Ordinal);
    private readonly SlidingRows<RouterEvent> _events;
    private readonly double _days;

    /// <param name="days">Length of the window; negative = 0.</param>
    /// <param name="maxRows">Length of the tail of the log that is looked at.</param>
    public RouterWindow(double days, int maxRows)
    {
        _days = days;
        _events = new SlidingRows<RouterEvent>(maxRows, Left);
    }

    /// <summary>Every event in the window, those without a symbol included.</summary>
    public RouterAccumulator All { get; } = new();

    /// <summary>Symbols with events in the window, in no order.</summary>
    public IReadOnlyCollection<string> Symbols => _symbols.Keys;

    public void Add(in RouterEvent e)
    {
        if (_events.Add(e, e.Ts))
        {
            All.Add(e);
            if (e.Symbol.Length > 0)
            {
                if (!_symbols.TryGetValue(e.Symbol, out RouterAccumulator? symbol))
                {
                    _symbols.Add(e.Symbol, symbol = new RouterAccumulator());
                }

                symbol.Add(e);
            }
        }
    }

    /// <summary>Lets go of what is too old at <paramref name="now"/>. Time does not run back.</summary>
    public void Advance(double now) => _events.Advance(RouterEventWindow.Cutoff(now, _days));

    /// <summary>The events of a symbol (upper-case); null when there is none.</summary>
    public RouterAccumulator? For(string symbol) => _symbols.GetValueOrDefault(symbol);

    private void Left(RouterEvent e)
    {
        All.Remove(e);
        if (_symbols.TryGetValue(e.Symbol, out RouterAccumulator? symbol))
        {
            symbol.Remove(e);
            if (symbol.Count == 0)
            {
                _symbols.Remove(e.Symbol);
            }
        }
    }
}
