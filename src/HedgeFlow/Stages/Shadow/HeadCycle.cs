using System.Text.Json.Nodes;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Shadow;

/// <summary>One turn of the shadow-heartbeat program on its way through the pipeline.</summary>
public sealed class HeadCycle(double now)
{
    /// <summary>Epoch seconds UTC at which the turn began.</summary>
    public double Now { get; } = now;

    /// <summary>Newest rows of the shadow log, oldest first.</summary>
    public IReadOnlyList<JsonObject> Rows { get; set; } = [];

    /// <summary>The decision of the present head: it outlives a log without rows.</summary>
    public JsonObject? LastKnown { get; set; }

    /// <summary>What is to be published; null before it is built.</summary>
    public PipelineV6ShadowHeadState? Head { get; set; }

    /// <summary>Builds the head from the rows.</summary>
    public void Summarise() => Head = ShadowHead.Build(Rows, Now, LastKnown);
}
