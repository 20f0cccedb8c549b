namespace HedgeFlow.Host.Terminal;

/// <summary>The newest lines that something wanted a person to see. Any thread.</summary>
internal sealed class MessageLog
{
    private const int Kept = 5;

    private readonly Lock _lock = new();
    private readonly Queue<string> _lines = new();

    public long Count { get; private set; }

    public void Add(string line)
    {
        lock (_lock)
        {
            Count++;
            _lines.Enqueue(line);
            if (_lines.Count > Kept)
            {
                _lines.Dequeue();
            }
        }
    }

    public IReadOnlyList<string> Newest()
    {
        lock (_lock)
        {
            return [.. _lines];
        }
    }
}
