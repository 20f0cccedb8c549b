using System.Collections.ObjectModel;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Risk.Health;

/// <summary>
/// Errors per component and symbol, counted, with the last one of each. Messages come in sanitised; line breaks are
/// taken out here. Source: risk contract, errors. Any thread.
/// </summary>
public sealed class ExecutionErrors
{
    /// <summary>Pairs of component and symbol that are kept; a hostile stream of names must not grow without end.</summary>
    private const int MaxKeys = 4096;

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Component, string Symbol), SymbolHealth.ErrorCount> _errors = [];

    public static IReadOnlyDictionary<string, SymbolHealth.ErrorCount> None { get; } =
        ReadOnlyDictionary<string, SymbolHealth.ErrorCount>.Empty;

    /// <param name="component">Where it happened.</param>
    /// <param name="symbol">Null or blank = the whole process.</param>
    /// <param name="ts">Epoch seconds.</param>
    /// <param name="message">One line without secrets; null = none.</param>
    /// <param name="classification">Category of the error; null = none.</param>
    public void Record(string component, string? symbol, double ts, string? message, string? classification = null)
    {
        ArgumentNullException.ThrowIfNull(component);
        (string, string) key = (component, symbol?.Trim().ToUpperInvariant() ?? "");
        string? line = message?.ReplaceLineEndings(" ");
        lock (_lock)
        {
            if (_errors.TryGetValue(key, out SymbolHealth.ErrorCount? before) || _errors.Count < MaxKeys)
            {
                _errors[key] = new SymbolHealth.ErrorCount(
                    (before?.Count ?? 0) + 1, new SymbolHealth.LastError(ts, line, classification));
            }
        }
    }

    /// <summary>Component → errors of a symbol and of the whole process, by name; counts of both are added.</summary>
    public IReadOnlyDictionary<string, SymbolHealth.ErrorCount> Of(string? symbol)
    {
        string key = symbol?.Trim().ToUpperInvariant() ?? "";
        var view = new SortedDictionary<string, SymbolHealth.ErrorCount>(StringComparer.Ordinal);
        lock (_lock)
        {
            foreach (((string component, string owner), SymbolHealth.ErrorCount error) in _errors)
            {
                if (owner.Length == 0 || owner == key)
                {
                    view[component] = view.TryGetValue(component, out SymbolHealth.ErrorCount? other)
                        ? new SymbolHealth.ErrorCount(other.Count + error.Count, Newer(other.LastError, error.LastError))
                        : error;
                }
            }
        }

        return view;
    }

    /// <summary>Every pair, newest first; the same time by component and symbol.</summary>
    public IReadOnlyList<(string Component, string? Symbol, SymbolHealth.ErrorCount Error)> All()
    {
        lock (_lock)
        {
            return
            [
                .. _errors.Select(e => (e.Key.Component, Symbol: e.Key.Symbol.Length == 0 ? null : e.Key.Symbol, Error: e.Value))
                    .OrderByDescending(e => e.Error.LastError?.Ts ?? double.NegativeInfinity)
                    .ThenBy(e => e.Component, StringComparer.Ordinal)
                    .ThenBy(e => e.Symbol, StringComparer.Ordinal),
            ];
        }
    }

    private static SymbolHealth.LastError? Newer(SymbolHealth.LastError? a, SymbolHealth.LastError? b) => b?.Ts > a?.Ts ? b : a;
}
