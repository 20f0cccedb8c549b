using System.Runtime.InteropServices;
using HedgeFlow.Domain;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Publish;

/// <summary>
/// The ledger of open positions, built from the rows of each tick. It remembers when a position appeared and when it changed last;
/// an entry that did not change is the same object as before. Not thread-safe. Source: state contract, ledger.
/// </summary>
public sealed class PositionsLedger
{
    private static readonly Comparison<LedgerEntry> ByKey = (a, b) => string.CompareOrdinal(a.PositionKey, b.PositionKey);

    private readonly Dictionary<PositionKey, Tracked> _tracked = [];
    private readonly List<PositionKey> _gone = [];
    private IReadOnlyList<LedgerEntry> _entries = [];
    private long _tick;

    /// <summary>Counts every build whose entries differ from the one before.</summary>
    public long Version { get; private set; }

    /// <summary>One entry per open position, ascending by key; of duplicates the last wins.</summary>
    public IReadOnlyList<LedgerEntry> Build(ReadOnlySpan<LedgerPosition> positions, TpSlRegistry registry, double now)
    {
        ArgumentNullException.ThrowIfNull(registry);
        _tick++;
        bool changed = false;
        foreach (ref readonly LedgerPosition position in positions)
        {
            ref Tracked? tracked = ref CollectionsMarshal.GetValueRefOrAddDefault(_tracked, position.Key, out _);
            LedgerEntry entry = Entry(position, tracked, registry, now);
            changed |= !ReferenceEquals(entry, tracked?.Entry);
            tracked ??= new Tracked();
            tracked.Entry = entry;
            tracked.Tick = _tick;
        }

        foreach (KeyValuePair<PositionKey, Tracked> tracked in _tracked)
        {
            if (tracked.Value.Tick != _tick)
            {
                _gone.Add(tracked.Key);
            }
        }

        foreach (PositionKey key in _gone)
        {
            _tracked.Remove(key);
            changed = true;
        }

        _gone.Clear();
        if (changed)
        {
            LedgerEntry[] entries = [.. _tracked.Values.Select(tracked => tracked.Entry!)];
            Array.Sort(entries, ByKey);
            _entries = entries;
            Version++;
        }

        return _entries;
    }

    private static LedgerEntry Entry(in LedgerPosition position, Tracked? tracked, TpSlRegistry registry, double now)
    {
        LedgerEntry? before = tracked?.Entry;
        string key = before?.PositionKey ?? position.Key.ToString();
        TpSlLevels? levels = registry.Find(key);
        levels = levels is null or { None: true } ? position.Embedded : levels;
        double? tp = levels?.Tp;
        double? sl = levels?.Sl;
        bool same = before is not null && before.Qty == position.Qty && before.EntryPrice == position.Entry && before.Tp == tp && before.Sl == sl;
        double? created = position.CreatedTs ?? before?.CreatedTs ?? now;
        double? updated = position.UpdatedTs ?? (same ? before!.UpdatedTs : now);
        if (same && before!.CreatedTs == created && before.UpdatedTs == updated)
        {
            return before;
        }

        return new LedgerEntry
        {
            PositionKey = key,
            Symbol = position.Key.Symbol,
            Side = PositionKey.Word(position.Key.Side),
            Qty = position.Qty,
            EntryPrice = position.Entry,
            Tp = tp,
            Sl = sl,
            CreatedTs = created,
            UpdatedTs = updated,
        };
    }

    private sealed class Tracked
    {
        public LedgerEntry? Entry { get; set; }

        public long Tick { get; set; }
    }
}
