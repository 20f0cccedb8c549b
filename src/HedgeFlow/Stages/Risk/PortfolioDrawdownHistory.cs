using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.Risk;

/// <summary>
/// The newest NAVs of a book and how far the last stands below the highest. Adding one costs the same whatever was before:
/// the maximum is kept in a monotonic queue. Source: risk contract, portfolio drawdown.
/// </summary>
public sealed class PortfolioDrawdownHistory
{
    public const int Capacity = 200;

    private readonly (long At, double Nav)[] _maxima = new (long, double)[Capacity];
    private int _first;
    private int _count;
    private long _next;
    private double _last = double.NaN;

    /// <summary>Highest NAV held, USD; 0 = none.</summary>
    public double Peak => _count == 0 ? 0 : _maxima[_first].Nav;

    /// <summary>(peak − last) / peak, never negative; NaN while empty.</summary>
    public double Drawdown => _count == 0 ? double.NaN : Math.Max(0, (Peak - _last) / Peak);

    /// <summary>Adds a row of the NAV log. A row without a positive NAV takes a place and counts for nothing else.</summary>
    public void Add(double nav)
    {
        long at = _next++;
        while (_count > 0 && _maxima[_first].At <= at - Capacity)
        {
            _first = (_first + 1) % Capacity;
            _count--;
        }

        if (!(nav > 0) || !double.IsFinite(nav))
        {
            return;
        }

        _last = nav;
        while (_count > 0 && _maxima[(_first + _count - 1) % Capacity].Nav <= nav)
        {
            _count--;
        }

        _maxima[(_first + _count) % Capacity] = (at, nav);
        _count++;
    }

    /// <summary>Drawdown of a list of NAVs, of which only positive JSON numbers count; null when there is none.</summary>
    public static double? Of(JsonArray? navs)
    {
        var history = new PortfolioDrawdownHistory();
        foreach (JsonNode? nav in navs ?? [])
        {
            history.Add(Coerce.JsonNumber(nav) ?? double.NaN);
        }

        return double.IsNaN(history.Drawdown) ? null : history.Drawdown;
    }
}
