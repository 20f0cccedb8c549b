namespace HedgeFlow.Perf.Runs;

/// <summary>Ways to hand a snapshot to a deciding thread that the engine does not take.</summary>
internal enum RivalHop
{
    ActionBlock,
    Channel,
}
