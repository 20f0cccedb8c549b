using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Publish;

/// <summary>
/// Take-profit and stop-loss levels by position key (<c>SYMBOL:SIDE</c>), ascending. Kept in <c>cache/position_tp_sl.json</c>.
/// Not thread-safe. Source: state contract, ledger and TP/SL registry.
/// </summary>
public sealed class TpSlRegistry
{
    private readonly SortedDictionary<string, TpSlLevels> _levels = new(StringComparer.Ordinal);
    private IReadOnlyDictionary<string, TpSlLevels>? _snapshot;

    /// <param name="document">Map key → entry, maybe wrapped in <c>entries</c>; an entry that is no mapping has no levels.</param>
    public TpSlRegistry(JsonNode? document = null)
    {
        JsonObject? entries = document as JsonObject;
        entries = entries?["entries"] as JsonObject ?? entries;
        foreach (KeyValuePair<string, JsonNode?> entry in entries ?? [])
        {
            _levels[entry.Key] = Read(entry.Value as JsonObject);
        }
    }

    /// <summary>Counts every change.</summary>
    public long Version { get; private set; }

    /// <summary>Keys, ascending.</summary>
    public IEnumerable<string> Keys => _levels.Keys;

    public int Count => _levels.Count;

    /// <summary>Levels of a position; null when the registry does not know the key.</summary>
    public TpSlLevels? Find(string key) => _levels.GetValueOrDefault(key);

    /// <summary>Sets the levels of a position; a null level keeps what was there.</summary>
    public void Set(string key, double? takeProfit, double? stopLoss)
    {
        TpSlLevels? known = Find(key);
        var levels = new TpSlLevels(Level(takeProfit) ?? known?.Tp, Level(stopLoss) ?? known?.Sl);
        if (!levels.Equals(known))
        {
            _levels[key] = levels;
            Changed();
        }
    }

    /// <summary>Forgets a position.</summary>
    public void Remove(string key)
    {
        if (_levels.Remove(key))
        {
            Changed();
        }
    }

    /// <summary>Forgets every key that is not in <paramref name="open"/>.</summary>
    public void RemoveStale(IReadOnlySet<string> open)
    {
        foreach (string key in _levels.Keys.Where(key => !open.Contains(key)).ToList())
        {
            Remove(key);
        }
    }

    /// <summary>All levels as an immutable map, ascending by key.</summary>
    public IReadOnlyDictionary<string, TpSlLevels> Snapshot() =>
        _snapshot ??= new OrderedDictionary<string, TpSlLevels>(_levels, StringComparer.Ordinal);

    /// <summary>Levels of an entry: <c>take_profit_price</c> or <c>tp</c>, <c>stop_loss_price</c> or <c>sl</c>, first non-zero; 0 = none.</summary>
    internal static TpSlLevels Read(JsonObject? entry) =>
        new(FirstNonZero(entry, "take_profit_price", "tp"), FirstNonZero(entry, "stop_loss_price", "sl"));

    private static double? FirstNonZero(JsonObject? entry, string name, string alias) =>
        Level(Coerce.Number(entry?[name])) ?? Level(Coerce.Number(entry?[alias]));

    private static double? Level(double? value) => value is { } price && double.IsFinite(price) && price != 0 ? price : null;

    private void Changed()
    {
        Version++;
        _snapshot = null;
    }
}
