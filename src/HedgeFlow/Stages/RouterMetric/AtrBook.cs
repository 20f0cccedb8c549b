using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.RouterMetric;

/// <summary>
/// Short and long average range of every symbol. The contract asks for ATR(50) and ATR(500) and defines the range over fill
/// prices; closed bars, where the feed has them, are the better series for the same formula: a symbol with two closes of its
/// interval goes by them, any other by its fills of the last seven days. Single-threaded.
/// </summary>
/// <param name="interval">Interval of the bars that count; null = of each symbol the first that appears.</param>
internal sealed class AtrBook(string? interval)
{
    private readonly Dictionary<string, (string Interval, PriceWindow Closes)> _bars = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PriceWindow> _fills = new(StringComparer.Ordinal);

    /// <summary>False for a bar that does not count: open, of another interval, without symbol or positive close.</summary>
    public bool SeeBar(JsonObject row, double ts)
    {
        string symbol = Coerce.Symbol(row["symbol"]);
        string ofBar = Coerce.Text(row["interval"])?.Trim().ToLowerInvariant() ?? "";
        if (symbol.Length == 0 || Coerce.FirstPositive(row, "close") is not { } close
            || (row["closed"] is { } closed && !Coerce.Flag(closed)) || (interval is not null && !ofBar.Equals(interval, StringComparison.OrdinalIgnoreCase)))
        {
            return false;
        }

        if (!_bars.TryGetValue(symbol, out (string Interval, PriceWindow Closes) bars))
        {
            _bars[symbol] = bars = (ofBar, new PriceWindow());
        }

        if (bars.Interval != ofBar)
        {
            return false;
        }

        bars.Closes.Add(ts, close);
        return true;
    }

    public void SeeFill(JsonObject row, double ts)
    {
        string symbol = Coerce.Symbol(row["symbol"]);
        if (symbol.Length == 0 || double.IsNaN(ts) || Coerce.FirstPositive(row, "avgPrice", "price") is not { } price)
        {
            return;
        }

        if (!_fills.TryGetValue(symbol, out PriceWindow? fills))
        {
            _fills.Add(symbol, fills = new PriceWindow());
        }

        fills.Add(ts, price);
    }

    /// <summary>Null where the symbol has no prices at all.</summary>
    public (double? Short, double? Long) Of(string symbol, double now)
    {
        if (_bars.TryGetValue(symbol, out (string Interval, PriceWindow Closes) bars) && bars.Closes.Count >= 2)
        {
            return bars.Closes.Read();
        }

        if (!_fills.TryGetValue(symbol, out PriceWindow? fills))
        {
            return (null, null);
        }

        fills.Advance(RouterEventWindow.Cutoff(now, RouterMetrics.HealthWindowDays));
        return fills.Read();
    }
}
