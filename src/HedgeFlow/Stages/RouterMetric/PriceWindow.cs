namespace HedgeFlow.Stages.RouterMetric;

/// <summary>The last prices of a symbol and their average ranges, computed again only after a change. Single-threaded.</summary>
internal sealed class PriceWindow
{
    public const int ShortPrices = 50;
    public const int LongPrices = 500;

    private readonly Queue<(double Ts, double Price)> _prices = new();
    private (double? Short, double? Long)? _read;

    /// <summary>Prices that are in.</summary>
    public int Count => _prices.Count;

    public void Add(double ts, double price)
    {
        if (_prices.Count == LongPrices)
        {
            _prices.Dequeue();
        }

        _prices.Enqueue((ts, price));
        _read = null;
    }

    /// <summary>Lets go of the oldest prices before <paramref name="cutoff"/>.</summary>
    public void Advance(double cutoff)
    {
        while (_prices.TryPeek(out (double Ts, double Price) oldest) && oldest.Ts < cutoff)
        {
            _prices.Dequeue();
            _read = null;
        }
    }

    /// <summary>Percent of the mean price over the last 50 and the last 500; 0 below two prices.</summary>
    public (double? Short, double? Long) Read()
    {
        if (_read is not { } read)
        {
            double[] prices = [.. _prices.Select(price => price.Price)];
            ReadOnlySpan<double> newest = prices.AsSpan(Math.Max(0, prices.Length - ShortPrices));
            _read = read = (PriceRange.Percent(newest), PriceRange.Percent(prices));
        }

        return read;
    }
}
