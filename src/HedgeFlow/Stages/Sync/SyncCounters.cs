namespace HedgeFlow.Stages.Sync;

/// <summary>What the local half did since the start. Written by the loop's thread only.</summary>
public sealed class SyncCounters
{
    private readonly SortedDictionary<string, long> _skipped = new(StringComparer.Ordinal);

    public long Cycles { get; private set; }

    public long Copied { get; private set; }

    public long Marked { get; private set; }

    public long Unchanged { get; private set; }

    public long Failed { get; private set; }

    /// <summary>Inputs that cycles did without, as <c>file: reason</c> → how often; ordinal order.</summary>
    public IReadOnlyDictionary<string, long> Skipped => _skipped;

    internal void Add(MirrorStep step, IReadOnlyList<SkippedInput> skipped)
    {
        Cycles++;
        Copied += step == MirrorStep.Copied ? 1 : 0;
        Marked += step == MirrorStep.Marked ? 1 : 0;
        Unchanged += step == MirrorStep.Unchanged ? 1 : 0;
        Failed += step == MirrorStep.Failed ? 1 : 0;
        foreach (SkippedInput input in skipped)
        {
            string key = input.ToString();
            _skipped[key] = _skipped.GetValueOrDefault(key) + 1;
        }
    }
}
