using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Risk.Health;

/// <summary>
/// Rows of <c>execution_alerts.jsonl</c>: warnings and flags of a symbol, the same set at most once an interval.
/// Source: risk contract, alerts. Single-threaded.
/// </summary>
/// <param name="intervalSeconds">Shortest time between two rows of the same symbol and set; 0 = every time.</param>
public sealed class ExecutionAlerts(double intervalSeconds = 60)
{
    /// <summary>Sets that are remembered before those that may fire again anyway are forgotten.</summary>
    private const int MaxKeys = 4096;

    private readonly Dictionary<string, double> _fired = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (object Router, object Risk, string Key)> _keys = new(StringComparer.Ordinal);

    /// <summary>The row to append, or null: nothing to tell, or told already. The first time always fires.</summary>
    public JsonObject? Check(string symbol, IReadOnlyList<string> routerWarnings, IReadOnlyList<string> riskFlags, double now)
    {
        ArgumentNullException.ThrowIfNull(routerWarnings);
        ArgumentNullException.ThrowIfNull(riskFlags);
        if (routerWarnings.Count == 0 && riskFlags.Count == 0)
        {
            return null;
        }

        string key = Key(symbol, routerWarnings, riskFlags);
        if (_fired.TryGetValue(key, out double last) && now - last < intervalSeconds)
        {
            return null;
        }

        Forget(now);
        _fired[key] = now;
        return new JsonObject
        {
            ["symbol"] = symbol,
            ["router_warnings"] = Texts(routerWarnings),
            ["risk_flags"] = Texts(riskFlags),
            ["ts"] = now,
        };
    }

    public JsonObject? Check(SymbolHealth? health, double now) =>
        health?.Symbol is { } symbol ? Check(symbol, health.Router.RouterWarnings, health.Risk?.RiskFlags ?? [], now) : null;

    /// <summary>As the typed form, for a cached document; null parts and lists are empty.</summary>
    public JsonObject? Check(string symbol, JsonObject? health, double now) => Check(
        symbol, Words((health?["router"] as JsonObject)?["router_warnings"]), Words((health?["risk"] as JsonObject)?["risk_flags"]), now);

    /// <summary>The set of a symbol as text; the lists stay the same objects until the health is judged anew.</summary>
    private string Key(string symbol, IReadOnlyList<string> routerWarnings, IReadOnlyList<string> riskFlags)
    {
        if (_keys.TryGetValue(symbol, out (object Router, object Risk, string Key) known)
            && ReferenceEquals(known.Router, routerWarnings) && ReferenceEquals(known.Risk, riskFlags))
        {
            return known.Key;
        }

        string key = $"{symbol}:{string.Join(',', routerWarnings.Concat(riskFlags).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))}";
        if (_keys.Count >= MaxKeys)
        {
            _keys.Clear();
        }

        _keys[symbol] = (routerWarnings, riskFlags, key);
        return key;
    }

    private void Forget(double now)
    {
        if (_fired.Count >= MaxKeys)
        {
            foreach (string key in _fired.Where(entry => now - entry.Value >= intervalSeconds).Select(entry => entry.Key).ToArray())
            {
                _fired.Remove(key);
            }
        }
    }

    private static string[] Words(JsonNode? node) =>
        node is JsonArray list ? [.. list.Select(Coerce.Text).OfType<string>()] : [];

    private static JsonArray Texts(IReadOnlyList<string> texts) => [.. texts.Select(text => (JsonNode?)text)];
}
