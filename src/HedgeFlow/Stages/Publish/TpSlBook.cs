using HedgeFlow.Domain;

namespace HedgeFlow.Stages.Publish;

/// <summary>
/// The levels of a book as they follow from its facts: those of intents once ordered, and at the start seeded ones for what is open
/// without any. Two stages that see the same ticks hold the same levels. Not thread-safe. Source: state contract, ledger and TP/SL registry.
/// </summary>
internal sealed class TpSlBook
{
    private readonly TpSlSeed? _seed;
    private readonly LevelIntents _intents;
    private bool _started;

    /// <param name="document">What an earlier run left; null = nothing.</param>
    /// <param name="seed">Levels for positions without any at the start; null = none are made.</param>
    public TpSlBook(System.Text.Json.Nodes.JsonNode? document, TpSlSeed? seed)
    {
        _seed = seed;
        Registry = new TpSlRegistry(document);
        _intents = new LevelIntents(Registry);
    }

    public TpSlRegistry Registry { get; }

    public void Apply(OrderFact fact) => _intents.Apply(fact);

    /// <summary>With the first snapshot of a run: levels for what is open without any, none for what is gone.</summary>
    public void ReconcileStart(TickFrame frame)
    {
        if (_started || _seed is null || !double.IsFinite(frame.SnapshotTs))
        {
            return;
        }

        _started = true;
        var open = new HashSet<string>(StringComparer.Ordinal);
        foreach (ref readonly PositionRow row in frame.Positions.Span)
        {
            var position = LedgerPosition.Of(row);
            string key = position.Key.ToString();
            open.Add(key);
            if (Registry.Find(key) is null or { None: true }
                && _seed.Levels(PositionKey.Word(position.Key.Side), position.Entry) is { } levels)
            {
                Registry.Set(key, levels.Tp, levels.Sl);
            }
        }

        Registry.RemoveStale(open);
    }
}
