using System.Text.Json.Nodes;

namespace HedgeFlow.Stages.Risk;

/// <summary>Symbols that are switched off for a while, and why. Any thread.</summary>
public sealed class SymbolToggles
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (double Until, string Reason)> _off = new(StringComparer.Ordinal);

    /// <param name="symbol">Any spelling.</param>
    /// <param name="until">Epoch seconds; infinity = until switched on.</param>
    /// <param name="reason">A word of ours.</param>
    public void SwitchOff(string symbol, double until, string reason)
    {
        lock (_lock)
        {
            _off[Key(symbol)] = (until, reason);
        }
    }

    public void SwitchOn(string symbol)
    {
        lock (_lock)
        {
            _off.Remove(Key(symbol));
        }
    }

    /// <summary><c>{until, reason}</c> while the symbol is off at <paramref name="now"/>, else null. No end is null.</summary>
    public JsonObject? Of(string symbol, double now)
    {
        lock (_lock)
        {
            return _off.TryGetValue(Key(symbol), out (double Until, string Reason) toggle) && now < toggle.Until
                ? new JsonObject { ["until"] = double.IsFinite(toggle.Until) ? toggle.Until : null, ["reason"] = toggle.Reason }
                : null;
        }
    }

    private static string Key(string symbol) => symbol?.Trim().ToUpperInvariant() ?? "";
}
