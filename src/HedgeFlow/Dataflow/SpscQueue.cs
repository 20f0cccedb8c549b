using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace HedgeFlow.Dataflow;

/// <summary>
/// An unbounded queue for one producer thread and one consumer thread, without locks: neither side ever waits for the other, even if it
/// is suspended in the middle of a call. Used-up segments are kept for the next burst, so a queue that hovers allocates nothing.
/// </summary>
internal sealed class SpscQueue<T>
{
    private const int SegmentLength = 256;

    // Producer's side.
    private Segment _tail;
    private int _tailIndex;

    // Consumer's side.
    private Segment _head;
    private int _headIndex;

    // Enough for a burst of 4096 items; a longer backlog is exceptional and may go back to the collector.
    private readonly Segment?[] _spares = new Segment?[16];

    public SpscQueue() => _head = _tail = new Segment();

    public void Enqueue(T item)
    {
        if (_tailIndex == SegmentLength)
        {
            Segment next = TakeSpare() ?? new Segment();
            _tail.Next = next;
            _tail = next;
            _tailIndex = 0;
        }

        _tail.Items[_tailIndex++] = item;
        // Publishes the item; the consumer reads the count first.
        Volatile.Write(ref _tail.Count, _tailIndex);
    }

    public bool TryDequeue([MaybeNullWhen(false)] out T item)
    {
        if (_headIndex == SegmentLength && !TryAdvance())
        {
            item = default;
            return false;
        }

        if (_headIndex >= Volatile.Read(ref _head.Count))
        {
            item = default;
            return false;
        }

        ref T slot = ref _head.Items[_headIndex++];
        item = slot;
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            slot = default!;
        }

        return true;
    }

    /// <summary>True when the consumer would find nothing right now. Consumer's side only.</summary>
    public bool IsEmpty => _headIndex == SegmentLength
        ? _head.Next is not { } next || Volatile.Read(ref next.Count) == 0
        : _headIndex >= Volatile.Read(ref _head.Count);

    private bool TryAdvance()
    {
        Segment used = _head;
        if (used.Next is not { } next)
        {
            return false;
        }

        _head = next;
        _headIndex = 0;
        used.Next = null;
        used.Count = 0;
        KeepSpare(used);
        return true;
    }

    /// <summary>Producer's side: only the consumer fills a place, so a place found taken stays taken.</summary>
    private Segment? TakeSpare()
    {
        for (int i = 0; i < _spares.Length; i++)
        {
            if (Volatile.Read(ref _spares[i]) is { } spare)
            {
                Volatile.Write(ref _spares[i], null);
                return spare;
            }
        }

        return null;
    }

    /// <summary>Consumer's side: only the producer empties a place, so a place found empty stays empty.</summary>
    private void KeepSpare(Segment used)
    {
        for (int i = 0; i < _spares.Length; i++)
        {
            if (Volatile.Read(ref _spares[i]) is null)
            {
                Volatile.Write(ref _spares[i], used);
                return;
            }
        }
    }

    private sealed class Segment
    {
        public readonly T[] Items = new T[SegmentLength];
        public int Count;
        public volatile Segment? Next;
    }
}
