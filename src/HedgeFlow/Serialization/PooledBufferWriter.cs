using System.Buffers;

namespace HedgeFlow.Serialization;

/// <summary>
/// The one owner of a pooled byte array that is being filled. The array goes back exactly once, whatever is called how often,
/// and nothing can be read or written after. Reused by <see cref="Clear"/>. Not thread-safe.
/// </summary>
public sealed class PooledBufferWriter : IBufferWriter<byte>, IDisposable
{
    private const int SmallestArray = 1024;

    private readonly ArrayPool<byte> _pool;
    private byte[]? _array;
    private int _written;

    public PooledBufferWriter(int capacity = 4096, ArrayPool<byte>? pool = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        _pool = pool ?? ArrayPool<byte>.Shared;
        _array = _pool.Rent(Math.Max(capacity, SmallestArray));
    }

    public int WrittenCount => _written;

    /// <summary>What was written since the last <see cref="Clear"/>; valid until the next call that writes, clears or disposes.</summary>
    public ReadOnlySpan<byte> WrittenSpan => Array.AsSpan(0, _written);

    /// <summary>As <see cref="WrittenSpan"/>.</summary>
    public ReadOnlyMemory<byte> WrittenMemory => Array.AsMemory(0, _written);

    private byte[] Array => _array ?? throw new ObjectDisposedException(nameof(PooledBufferWriter));

    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (count > Array.Length - _written)
        {
            throw new InvalidOperationException("advanced past the buffer");
        }

        _written += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        EnsureFree(sizeHint);
        return Array.AsMemory(_written);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        EnsureFree(sizeHint);
        return Array.AsSpan(_written);
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(GetSpan(bytes.Length));
        _written += bytes.Length;
    }

    public void Clear()
    {
        ObjectDisposedException.ThrowIf(_array is null, this);
        _written = 0;
    }

    public void Dispose()
    {
        byte[]? array = Interlocked.Exchange(ref _array, null);
        _written = 0;
        if (array is not null)
        {
            _pool.Return(array);
        }
    }

    private void EnsureFree(int sizeHint)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sizeHint);
        byte[] array = Array;
        int needed = Math.Max(sizeHint, 1);
        if (array.Length - _written >= needed)
        {
            return;
        }

        byte[] larger = _pool.Rent((int)Math.Min(System.Array.MaxLength, Math.Max((long)_written + needed, array.Length * 2L)));
        array.AsSpan(0, _written).CopyTo(larger);
        _array = larger;
        _pool.Return(array);
    }
}
