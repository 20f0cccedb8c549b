namespace HedgeFlow.Tests.Contracts;

/// <summary>A message that knows which values it stands for and how often it was released.</summary>
internal sealed class Note(int value)
{
    private int _releases;

    public int Value => value;

    /// <summary>The value itself and those of the older notes merged into it, oldest first.</summary>
    public List<int> Values { get; private set; } = [value];

    public int Releases => Volatile.Read(ref _releases);

    public void Release() => Interlocked.Increment(ref _releases);

    /// <summary>Takes the older note's list over, so that a long backlog is not copied for every new note.</summary>
    public void Absorb(Note older)
    {
        older.Values.AddRange(Values);
        Values = older.Values;
    }
}
