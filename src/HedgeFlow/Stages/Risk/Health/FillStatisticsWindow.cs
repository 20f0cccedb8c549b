using HedgeFlow.Numerics;
using HedgeFlow.Stages.RouterMetric;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Risk.Health;

/// <summary>
/// Fill statistics of every symbol over seven days, computed again only for a symbol whose fills changed.
/// Equal to <see cref="FillStatistics"/> over the tail of the log. Single-threaded.
/// </summary>
public sealed class FillStatisticsWindow
{
    private readonly Dictionary<string, SymbolFills> _symbols = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Entry> _orders = new(StringComparer.Ordinal);
    private readonly SlidingRows<Entry> _rows;

    /// <param name="maxRows">Length of the tail of the log that is looked at.</param>
    public FillStatisticsWindow(int maxRows = 5000)
    {
        _rows = new SlidingRows<Entry>(maxRows, Left);
    }

    /// <summary>
    /// False when the row does not count: no symbol, no time, or too old. A later row of an order replaces the one before,
    /// whether it counts itself or not.
    /// </summary>
    public bool Add(in FillRow row)
    {
        var entry = new Entry(row);
        if (row.Symbol.Length == 0 || double.IsNaN(row.Ts))
        {
            _rows.Skip();
            entry.IsIn = false;
        }
        else
        {
            entry.IsIn = _rows.Add(entry, row.Ts);
        }

        if (entry.IsIn)
        {
            if (!_symbols.TryGetValue(row.Symbol, out SymbolFills? fills))
            {
                _symbols.Add(row.Symbol, fills = new SymbolFills());
            }

            fills.Add(entry);
        }

        Replace(entry);
        return entry.IsIn;
    }

    /// <summary>Lets go of what is too old at <paramref name="now"/>.</summary>
    public void Advance(double now) => _rows.Advance(RouterEventWindow.Cutoff(now, FillStatistics.WindowDays));

    /// <summary>All zero for a symbol without fills.</summary>
    public FillStatisticsState For(string symbol) =>
        _symbols.TryGetValue(symbol, out SymbolFills? fills) ? fills.Read() : FillStatisticsState.None;

    private void Replace(Entry entry)
    {
        if (entry.Row.Order is not { } order)
        {
            return;
        }

        string key = KeyOf(entry.Row.Symbol, order);
        if (_orders.Remove(key, out Entry? before))
        {
            before.IsIn = false;
            _symbols[before.Row.Symbol].Changed();
        }

        if (entry.IsIn)
        {
            _orders.Add(key, entry);
        }
    }

    private void Left(Entry entry)
    {
        if (entry.IsIn && entry.Row.Order is { } order)
        {
            // A row that is in is the latest of its order: any later one has put it out.
            _orders.Remove(KeyOf(entry.Row.Symbol, order));
        }

        entry.IsIn = false;
        SymbolFills fills = _symbols[entry.Row.Symbol];
        if (fills.Left())
        {
            _symbols.Remove(entry.Row.Symbol);
        }
    }

    private static string KeyOf(string symbol, string order) => $"{symbol}:{order}";

    private sealed class Entry(FillRow row)
    {
        public FillRow Row { get; } = row;

        public bool IsIn { get; set; } = true;
    }

    private sealed class SymbolFills
    {
        private readonly List<Entry> _entries = [];
        private FillStatisticsState? _read;
        private int _inTail;

        public void Add(Entry entry)
        {
            _entries.Add(entry);
            _inTail++;
            _read = null;
        }

        public void Changed() => _read = null;

        /// <summary>One of the rows left the tail; true when none is left.</summary>
        public bool Left()
        {
            _read = null;
            _inTail--;
            if (_entries.Count > 2 * _inTail + 16)
            {
                Compact();
            }

            return _inTail == 0;
        }

        public FillStatisticsState Read()
        {
            if (_read is null)
            {
                Compact();
                _read = FillStatistics.Of([.. _entries.Select(entry => entry.Row)]);
            }

            return _read;
        }

        private void Compact() => _entries.RemoveAll(static entry => !entry.IsIn);
    }
}
