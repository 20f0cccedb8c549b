using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Publish;

/// <summary>
/// The ledger side of a tick: entries, levels, reconciliation and the exit scan of the same rows. What did not change since the
/// tick before is not computed again. Source: state contract, ledger, reconciliation.
/// </summary>
internal sealed class LedgerSection : IDisposable
{
    private readonly TickPublisherOptions _options;
    private readonly TpSlBook _book;
    private readonly PositionsLedger _ledger = new();
    private readonly EncodedLedger _encoded;
    private readonly List<LedgerPosition> _positions = [];
    private IReadOnlyList<LedgerEntry> _entries = [];
    private Dictionary<string, TpSlLevels> _levels = new(StringComparer.Ordinal);
    private Reconciliation? _found;
    private ExitPipelineBlock _exits = new();
    private readonly PositionsLedgerState _state;
    private LedgerMetadata _metadata = new() { EntryCount = 0, MismatchBreakdown = MismatchBreakdown.None, Coverage = 0 };
    private (long Ledger, long Registry) _seen = (-1, -1);
    private long _writtenVersion;
    private long _settled = -1;

    public LedgerSection(TickPublisherOptions options, JsonNode? cache)
    {
        _options = options;
        _book = new TpSlBook(cache, options.TpSlSeed);
        _encoded = new EncodedLedger(options.Redactor);
        _state = new PositionsLedgerState { UpdatedAt = "", UpdatedTs = 0, Entries = _encoded.Entries, TpSlLevels = _encoded.Levels, Metadata = _metadata };
    }

    public TpSlRegistry Registry => _book.Registry;

    public void Apply(OrderFact fact) => _book.Apply(fact);

    public void Dispose() => _encoded.Dispose();

    /// <summary>The registry when it changed since it was asked last, else null.</summary>
    public TpSlCache? DueCache()
    {
        if (Registry.Version == _writtenVersion)
        {
            return null;
        }

        _writtenVersion = Registry.Version;
        return TpSlCache.Of(Registry);
    }

    /// <summary>Takes the positions of a tick.</summary>
    public void Take(TickFrame frame, RuntimeDiagnostics diagnostics)
    {
        bool moved = !Same(frame.Positions.Span);
        if (moved)
        {
            _positions.Clear();
            foreach (ref readonly PositionRow row in frame.Positions.Span)
            {
                _positions.Add(LedgerPosition.Of(row));
            }
        }

        ReadOnlySpan<LedgerPosition> positions = CollectionsMarshal.AsSpan(_positions);
        _book.ReconcileStart(frame);
        if (moved || _settled != Registry.Version)
        {
            long before = _ledger.Version;
            _entries = _ledger.Build(positions, Registry, frame.Now);

            // Only a build that changed nothing says that the same positions and levels give the same entries again.
            _settled = _ledger.Version == before ? Registry.Version : -1;
        }

        Scan(_entries, positions);
        diagnostics.ExitScan(frame.Now, _exits);
    }

    /// <summary>True when the rows are the positions of the tick before but for their price, which is taken.</summary>
    private bool Same(ReadOnlySpan<PositionRow> rows)
    {
        Span<LedgerPosition> positions = CollectionsMarshal.AsSpan(_positions);
        if (rows.Length != positions.Length)
        {
            return false;
        }

        for (int i = 0; i < rows.Length; i++)
        {
            ref readonly PositionRow row = ref rows[i];
            ref LedgerPosition position = ref positions[i];
            if (position.Qty != Math.Abs(row.Qty) || position.Entry != row.Entry || position.Key.Side != row.Side || position.Key.Symbol != row.Symbol)
            {
                return false;
            }

            if (position.Price != row.Mark)
            {
                position = position with { Price = row.Mark };
            }
        }

        return true;
    }

    /// <summary>The payload of the tick that was taken last; the same object every time.</summary>
    public PositionsLedgerState Build(double now, string updatedAt)
    {
        _encoded.Take(_entries, Registry.Snapshot());
        if (_metadata.EntryCount != _entries.Count || !ReferenceEquals(_metadata.MismatchBreakdown, _exits.MismatchBreakdown) || _metadata.Coverage != _exits.TpSlCoveragePct)
        {
            _metadata = new LedgerMetadata { EntryCount = _entries.Count, MismatchBreakdown = _exits.MismatchBreakdown, Coverage = _exits.TpSlCoveragePct };
        }

        (_state.UpdatedAt, _state.UpdatedTs, _state.Metadata) = (updatedAt, now, _metadata);
        return _state;
    }

    private void Scan(IReadOnlyList<LedgerEntry> entries, ReadOnlySpan<LedgerPosition> positions)
    {
        if (_found is null || _seen != (_ledger.Version, Registry.Version))
        {
            _seen = (_ledger.Version, Registry.Version);
            _levels = new Dictionary<string, TpSlLevels>(entries.Count, StringComparer.Ordinal);
            foreach (LedgerEntry entry in entries)
            {
                _levels[entry.PositionKey] = new TpSlLevels(entry.Tp, entry.Sl);
            }

            _found = Reconciliation.Of(entries.Select(entry => entry.PositionKey), _levels, Registry);
            _exits = ExitPipeline.Scan(_found, positions, _levels, _options.UnderwaterThreshold);
        }
        else if (_found.MissingTpSlEntries.Count > 0)
        {
            _exits = _exits with { UnderwaterWithoutTpSlCount = ExitPipeline.Underwater(_found, positions, _options.UnderwaterThreshold) };
        }
    }
}
