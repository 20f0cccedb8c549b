using HedgeFlow.Domain;

namespace HedgeFlow.Stages.Sync;

/// <summary>One turn of the sync loop on its way through the pipeline. Only the local half changes it.</summary>
public sealed class SyncCycle(double now)
{
    private JournalRow[] _lines = [];

    /// <summary>Epoch seconds UTC at which the turn began.</summary>
    public double Now { get; } = now;

    /// <summary>What the local half did; null before it ran.</summary>
    public MirrorStep? Local { get; set; }

    /// <summary>The heartbeat when it was due, else nothing.</summary>
    public ReadOnlySpan<JournalRow> Lines => _lines;

    /// <summary>Sets the heartbeat.</summary>
    public void Beat(in JournalRow line) => _lines = [line];
}
