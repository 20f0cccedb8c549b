namespace HedgeFlow.Feed;

/// <summary>Bytes read from storage so far; written by the reading thread, readable by any.</summary>
internal sealed class ReadProgress
{
    private long _bytes;

    public long Bytes => Volatile.Read(ref _bytes);

    public void Add(int bytes) => Volatile.Write(ref _bytes, _bytes + bytes);
}
