using System.Text.Json.Nodes;

namespace HedgeFlow.Stages.Compare;

/// <summary>One turn of the compare program on its way through the pipeline: the rows of the logs in, the comparison out.</summary>
public sealed class CompareCycle(double now)
{
    /// <summary>Epoch seconds UTC at which the turn began.</summary>
    public double Now { get; } = now;

    /// <summary>Newest rows of each log, oldest first.</summary>
    public IReadOnlyList<JsonObject> Shadow { get; set; } = [];

    public IReadOnlyList<JsonObject> Orders { get; set; } = [];

    public IReadOnlyList<JsonObject> Metrics { get; set; } = [];

    /// <summary>Rows that the comparison log has already.</summary>
    public IReadOnlyList<JsonObject> Logged { get; set; } = [];

    /// <summary>The outcome; null before the comparison.</summary>
    public CompareRun? Run { get; set; }

    /// <summary>Compares the rows.</summary>
    public void Compare(CompareOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var live = new LiveOrders(options.MaxRows);
        foreach (JsonObject row in Orders)
        {
            live.Add(row);
        }

        foreach (JsonObject row in Metrics)
        {
            live.AddMetric(row);
        }

        var log = new CompareLog();
        log.Seed(Logged);
        Run = CompareRun.Of(Shadow, live, log, options.MinSampleSize, Now);
    }
}
