using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.Intel.Expectancy;

/// <summary>One row of the metric log that names an order.</summary>
/// <param name="AttemptId">The order's attempt, as text.</param>
/// <param name="Ts">Epoch seconds UTC; null when it cannot be told.</param>
/// <param name="Metric">How the order was routed.</param>
public sealed record RouterMetricRow(string AttemptId, double? Ts, RouterMetric Metric)
{
    /// <summary>The row's metric, or null when it names no order.</summary>
    /// <param name="row">A row of the metric log, or the payload of a metric fact.</param>
    /// <param name="recordTs">Time of the record where the row itself carries none; null for rows of a file.</param>
    public static RouterMetricRow? From(JsonObject row, double? recordTs) =>
        TradeRecord.Id(IntelFields.First(row, "attempt_id", "attemptId")) is { } id
            ? new RouterMetricRow(id, row["ts"] is { } ts ? IsoTime.Parse(ts) : recordTs, RouterMetric.FromRow(row))
            : null;

    /// <summary>
    /// Attempt → metric: the later row replaces the earlier one, except that a row without routing never replaces anything.
    /// </summary>
    public static Dictionary<string, RouterMetric> ByAttempt(IReadOnlyList<RouterMetricRow> rows)
    {
        var metrics = new Dictionary<string, RouterMetric>(rows.Count, StringComparer.Ordinal);
        foreach (RouterMetricRow row in rows)
        {
            if (row.Metric.HasRouting)
            {
                metrics[row.AttemptId] = row.Metric;
            }
            else
            {
                metrics.TryAdd(row.AttemptId, row.Metric);
            }
        }

        return metrics;
    }
}
