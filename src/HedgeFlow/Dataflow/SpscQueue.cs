using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace HedgeFlow.Dataflow;

/// <summary>
/// An unbounded queue for one producer thread and one consumer thread, without locks: neither side ever waits for the other, even if it
/// is suspended in the middle of a call. One used-up segment is kept for the next need, so a queue that hovers allocates nothing.
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

    private Segment? _spare;

    public SpscQueue() => _head = _tail = new Segment();

    public void Enqueue(T item)
    {
        if (_tailIndex == SegmentLength)
        {
            Segment next = Interlocked.Exchange(ref _spare, null) ?? new Segment();
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
        Volatile.Write(ref _spare, used);
        return true;
    }

    private sealed class Segment
    {
        public readonly T[] Items = new T[SegmentLength];
        public int Count;
        public volatile Segment? Next;
    }
}
