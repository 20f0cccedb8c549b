namespace HedgeFlow.Tests.Contracts;

/// <summary>A message that knows which values it stands for and how often it was released.</summary>
internal sealed class Note(int value)
{
    private int _releases;

    public int Value => value;

    /// <summary>The value itself and those of the older notes merged into it, oldest first.</summary>
    public List<int> Values { get; } = [value];

    public int Releases => Volatile.Read(ref _releases);

    public void Release() => Interlocked.Increment(ref _releases);

    public void Absorb(Note older) => Values.InsertRange(0, older.Values);
}
