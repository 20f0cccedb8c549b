using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Intel.Expectancy;

/// <summary>Groups closed trades by symbol, UTC hour and routing regime. Source: intel contract, expectancy.</summary>
public static class ExpectancyBuilder
{
    private const int HoursPerDay = 24;

    private static readonly string[] HourNames =
        ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17", "18", "19", "20", "21", "22", "23"];

    /// <summary>The surface of <paramref name="trades"/>, which are in log order; <paramref name="navScalars"/> by <see cref="NavScalars"/>.</summary>
    public static ExpectancyV6State Build(IReadOnlyList<JoinedTrade> trades, double lookbackHours, double now, JsonObject navScalars)
    {
        var symbols = new Dictionary<string, StatsAccumulator>(StringComparer.Ordinal);
        var regimes = new Dictionary<string, StatsAccumulator>(StringComparer.Ordinal);
        Span<StatsAccumulator> hours = stackalloc StatsAccumulator[HoursPerDay];
        hours.Clear();
        foreach (JoinedTrade joined in trades)
        {
            TradeRecord trade = joined.Trade;
            if (trade.Symbol.Length > 0)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(symbols, trade.Symbol, out _).Add(trade.PnlUsd);
            }

            if (trade.Ts is { } ts)
            {
                hours[HourOf(ts)].Add(trade.PnlUsd);
            }

            if (joined.Metric is { } metric)
            {
                for (int i = 0; i < metric.Tags.Count; i++)
                {
                    CollectionsMarshal.GetValueRefOrAddDefault(regimes, metric.Tags[i], out _).Add(trade.PnlUsd);
                }
            }
        }

        var byHour = new Dictionary<string, ExpectancyStats>(StringComparer.Ordinal);
        for (int hour = 0; hour < HoursPerDay; hour++)
        {
            if (hours[hour].Count > 0)
            {
                byHour.Add(HourNames[hour], hours[hour].ToStats());
            }
        }

        return new ExpectancyV6State(
            Stats(symbols), byHour, Stats(regimes), trades.Count, lookbackHours, new ExpectancyV6State.RunMetadata(navScalars), now);
    }

    /// <summary>
    /// The surface from the rows of both logs and a nav document, as the probe builds it; <paramref name="keepScratch"/> keeps
    /// closes with a result of exactly 0.
    /// </summary>
    public static ExpectancyV6State FromLogs(
        IEnumerable<JsonObject> orders,
        IEnumerable<JsonObject> metrics,
        JsonNode? nav,
        double lookbackHours,
        double now,
        bool keepScratch = false)
    {
        var window = new ExpectancyWindow(keepScratch);
        foreach (JsonObject row in orders)
        {
            window.AddOrderRow(row);
        }

        foreach (JsonObject row in metrics)
        {
            window.AddMetricRow(row);
        }

        JoinedTrade[] trades = JoinedTrade.Join(
            window.Trades(now, lookbackHours), RouterMetricRow.ByAttempt(window.Metrics(now, lookbackHours)));
        return Build(trades, lookbackHours, now, NavScalars(nav));
    }

    /// <summary>Statistics of results in order: null counts as 0, what is not a number is left out.</summary>
    public static ExpectancyStats StatsOf(IEnumerable<JsonNode?> pnls)
    {
        StatsAccumulator stats = default;
        foreach (JsonNode? pnl in pnls)
        {
            if (pnl is null)
            {
                stats.Add(0);
            }
            else if (Coerce.NumberOrBoolean(pnl) is { } value)
            {
                stats.Add(value);
            }
        }

        return stats.ToStats();
    }

    /// <summary>The statistics as a document. Without trades it has its own shape, which no published file contains.</summary>
    public static JsonObject Document(ExpectancyStats stats) =>
        stats.Count > 0
            ? (JsonObject)JsonSerializer.SerializeToNode(stats, ExpectancyV6StateJson.Default.ExpectancyStats)!
            : new JsonObject
            {
                ["count"] = 0,
                ["hit_rate"] = null,
                ["avg_return"] = null,
                ["expectancy"] = null,
                ["expectancy_per_risk"] = null,
                ["drawdown_penalty"] = null,
            };

    /// <summary>The members of a nav document that are neither lists nor objects; {} for anything but an object.</summary>
    public static JsonObject NavScalars(JsonNode? nav)
    {
        var scalars = new JsonObject();
        if (nav is JsonObject members)
        {
            foreach (KeyValuePair<string, JsonNode?> member in members)
            {
                if (member.Value is not (JsonArray or JsonObject))
                {
                    scalars[member.Key] = JsonNodes.FiniteCopy(member.Value);
                }
            }
        }

        return scalars;
    }

    /// <summary>Hour of the day (UTC), also before 1970.</summary>
    private static int HourOf(double ts)
    {
        double hour = Math.Floor(ts / 3600) % HoursPerDay;
        return (int)(hour < 0 ? hour + HoursPerDay : hour);
    }

    private static Dictionary<string, ExpectancyStats> Stats(Dictionary<string, StatsAccumulator> groups)
    {
        var stats = new Dictionary<string, ExpectancyStats>(groups.Count, StringComparer.Ordinal);
        foreach (KeyValuePair<string, StatsAccumulator> group in groups)
        {
            stats.Add(group.Key, group.Value.ToStats());
        }

        return stats;
    }
}
