using HedgeFlow.State;

namespace HedgeFlow.Stages.Shadow;

/// <summary>
/// Publishes the head of the shadow log: with the first frame, with every frame that brought new decisions, and otherwise at its
/// interval. Part of the publish stage; one thread. Source: services contract, summary and head.
/// </summary>
public sealed class ShadowTelemetry(ShadowLog log, ShadowOptions options)
{
    private readonly DueTimer _timer = new(options.HeadIntervalSeconds);

    public void Process(TickFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        bool fresh = log.Take(frame.ShadowSeq);
        if (_timer.IsDue(frame.Now, fresh))
        {
            frame.Surfaces.Add(PipelineV6ShadowHeadState.Surface.With(ShadowHead.Build(log.Newest(Math.Max(options.Window, 1)), frame.Now)));
            _timer.Mark(frame.Now);
        }
    }
}
