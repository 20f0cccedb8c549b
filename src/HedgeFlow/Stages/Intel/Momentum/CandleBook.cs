using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Intel.Momentum;

/// <summary>
/// The last hourly closes of every symbol. Shorter bars count too: the one that ends with the hour has the hour's close.
/// Single-threaded; the series that it hands out are immutable. Source: factor contract, relative-value returns.
/// </summary>
public sealed class CandleBook
{
    /// <summary>Symbols that are followed; candles of further ones are ignored.</summary>
    public const int MaxSymbols = 5_000;

    private const double Hour = 3600;

    private readonly Dictionary<string, CandleSeries> _series = new(StringComparer.Ordinal);
    private int _capacity = RvMomentumConfig.Default.LookbackBars;

    /// <summary>Bars that are kept per symbol; grows, never shrinks.</summary>
    public int Capacity
    {
        get => _capacity;
        set => _capacity = Math.Max(_capacity, value);
    }

    /// <summary>Rises with every bar that changed something.</summary>
    public long Version { get; private set; }

    /// <summary>Takes a candle; open bars, bars that do not end with an hour, and those of the past are ignored.</summary>
    public void Add(OrderFact candle)
    {
        ArgumentNullException.ThrowIfNull(candle);
        bool closed = candle.Payload["closed"] is not { } flag || Coerce.Flag(flag);
        if (closed && candle.Symbol.Length > 0 && Seconds(Coerce.Text(candle.Payload["interval"])) is { } length)
        {
            double end = candle.Ts + length;
            if (double.IsFinite(end) && end % Hour == 0)
            {
                Add(candle.Symbol, end - Hour, RvReturns.Close(candle.Payload));
            }
        }
    }

    /// <summary>The series of now, by upper-case symbol.</summary>
    public IReadOnlyDictionary<string, CandleSeries> Snapshot() => new Dictionary<string, CandleSeries>(_series, StringComparer.Ordinal);

    /// <summary>Takes up what <see cref="ToCache"/> wrote at an earlier time. Bars without a time, or out of order, are left out.</summary>
    public void Restore(JsonNode? cache)
    {
        foreach (KeyValuePair<string, JsonNode?> symbol in (cache as JsonObject)?["symbols"] as JsonObject ?? [])
        {
            if (symbol.Value is not JsonArray bars)
            {
                continue;
            }

            Capacity = Math.Min(bars.Count, RvMomentumConfig.LongestLookback);
            foreach (JsonNode? bar in bars)
            {
                if (Coerce.JsonNumber((bar as JsonObject)?["ts"]) is { } openTime)
                {
                    Add(symbol.Key, openTime, RvReturns.Close(bar));
                }
            }
        }
    }

    /// <summary>The document that <see cref="Restore"/> reads, symbols in ordinal order.</summary>
    public static RvCandlesCache ToCache(IReadOnlyDictionary<string, CandleSeries> series)
    {
        ArgumentNullException.ThrowIfNull(series);
        var symbols = new OrderedDictionary<string, IReadOnlyList<RvCandlesCache.Bar>>(series.Count, StringComparer.Ordinal);
        foreach (string symbol in series.Keys.Order(StringComparer.Ordinal))
        {
            CandleSeries bars = series[symbol];
            var list = new RvCandlesCache.Bar[bars.Times.Length];
            for (int i = 0; i < list.Length; i++)
            {
                list[i] = new RvCandlesCache.Bar(bars.Times[i], bars.Closes[i]);
            }

            symbols[symbol] = list;
        }

        return new RvCandlesCache(symbols);
    }

    private void Add(string symbol, double openTime, double close)
    {
        if (!_series.TryGetValue(symbol, out CandleSeries? series))
        {
            if (_series.Count >= MaxSymbols)
            {
                return;
            }

            series = CandleSeries.Empty;
        }

        CandleSeries longer = series.With(openTime, close, _capacity);
        if (!ReferenceEquals(longer, series))
        {
            _series[symbol] = longer;
            Version++;
        }
    }

    /// <summary>Length of a bar that hours can be made of.</summary>
    private static double? Seconds(string? interval) => interval?.Trim() switch
    {
        "1h" or "60m" => 3600,
        "30m" => 1800,
        "15m" => 900,
        "5m" => 300,
        "3m" => 180,
        "1m" => 60,
        _ => null,
    };
}
