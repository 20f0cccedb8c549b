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
        _positions.Clear();
        foreach (ref readonly PositionRow row in frame.Positions.Span)
        {
            _positions.Add(LedgerPosition.Of(row));
        }

        ReadOnlySpan<LedgerPosition> positions = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_positions);
        _book.ReconcileStart(frame);
        _entries = _ledger.Build(positions, Registry, frame.Now);
        Scan(_entries, positions);
        diagnostics.ExitScan(frame.Now, _exits);
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
