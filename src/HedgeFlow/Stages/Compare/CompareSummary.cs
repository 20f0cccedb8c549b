using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.Compare;

/// <summary>The figures of a compare run. Source: services contract, compare summary.</summary>
public static class CompareSummary
{
    /// <summary>Below so many diffs the figures are a warm-up.</summary>
    public const int DefaultMinSample = 200;

    /// <summary>Seconds around a decision within which its order must have been acknowledged.</summary>
    public const double WindowSeconds = 60;

    /// <param name="diffs">Every diff of the run, heartbeats included.</param>
    /// <param name="windowed">Matched decisions and mismatches of the 60-second rule.</param>
    /// <param name="minSample">Warm-up limit.</param>
    /// <param name="now">Epoch seconds UTC.</param>
    public static JsonObject Build(IReadOnlyList<CompareFigures> diffs, CompareWindowed windowed, int minSample, double now)
    {
        ArgumentNullException.ThrowIfNull(diffs);
        int mismatches = diffs.Count(diff => diff.VetoMismatch);
        double[] sizing = [.. diffs.Select(diff => diff.SizingDiff).OfType<double>()];
        bool warmup = diffs.Count < minSample;
        return new JsonObject
        {
            ["generated_ts"] = now,
            ["updated_ts"] = now,
            ["sample_size"] = diffs.Count,
            ["veto_mismatch_pct"] = 100.0 * mismatches / Math.Max(1, diffs.Count),
            ["size_diff_stats"] = Stats([.. diffs.Select(diff => diff.SizePctDiff is { } pct ? Math.Abs(pct) : (double?)null).OfType<double>()]),
            ["slippage_diff_bps"] = Stats([.. diffs.Select(diff => diff.SlippageDiffBps).OfType<double>()]),
            ["sizing_diff_stats"] = new JsonObject
            {
                ["p50"] = Median(sizing),
                ["p95"] = P95(sizing),
                ["upsize_count"] = diffs.Count(diff => diff.Upsized),
                ["sample_size"] = sizing.Length,
            },
            ["windowed"] = new JsonObject
            {
                ["window_s"] = WindowSeconds,
                ["matched"] = windowed.Matched,
                ["veto_mismatch_pct"] = 100.0 * windowed.Mismatches / Math.Max(1, windowed.Rows),
            },
            ["is_warmup"] = warmup,
            ["warmup_reason"] = warmup ? "sample_size_below_min" : null,
            ["min_sample_size"] = minSample,
        };
    }

    /// <summary>The 60-second rule over the shadow rows that are no heartbeats.</summary>
    /// <param name="shadows">Shadow rows.</param>
    /// <param name="acks">Per symbol, times of the acknowledgements.</param>
    public static CompareWindowed Window(IEnumerable<JsonObject> shadows, IReadOnlyDictionary<string, List<double>> acks)
    {
        ArgumentNullException.ThrowIfNull(shadows);
        ArgumentNullException.ThrowIfNull(acks);
        int rows = 0;
        int matched = 0;
        int mismatches = 0;
        foreach (JsonObject shadow in shadows)
        {
            if (Coerce.Boolean(shadow["heartbeat"]) == true)
            {
                continue;
            }

            rows++;
            bool near = IsoTime.Parse(shadow["timestamp"]) is { } ts
                && acks.TryGetValue(Coerce.Symbol(shadow["symbol"]), out List<double>? times)
                && times.Exists(time => Math.Abs(time - ts) <= WindowSeconds);
            matched += near ? 1 : 0;
            mismatches += ComparePairing.Allowed(shadow) is { } allowed && allowed == near ? 0 : 1;
        }

        return new CompareWindowed(rows, matched, mismatches);
    }

    private static JsonObject Stats(double[] values) => new()
    {
        ["mean"] = values.Length == 0 ? 0 : values.Sum() / values.Length,
        ["p50"] = Median(values),
        ["p95"] = P95(values),
    };

    private static double Median(double[] values)
    {
        if (values.Length == 0)
        {
            return 0;
        }

        double[] sorted = [.. values.Order()];
        int half = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    /// <summary>No interpolation; for two values it is the smaller one.</summary>
    private static double P95(double[] values)
    {
        if (values.Length == 0)
        {
            return 0;
        }

        double[] sorted = [.. values.Order()];
        return sorted[Math.Clamp((int)Math.Floor(0.95 * sorted.Length) - 1, 0, sorted.Length - 1)];
    }
}
