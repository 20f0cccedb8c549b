using System.Buffers.Binary;
using System.Text;

namespace HedgeFlow.Feed;

/// <summary>
/// One string per symbol, found by its bytes, so that reading the same symbols again allocates nothing. Symbols come out
/// trimmed and upper-case. Bounded: what does not fit (a hostile feed) is made anew each time. Not thread-safe.
/// </summary>
internal sealed class SymbolTable(int capacity = 1 << 16)
{
    private const int MaxProbes = 16;

    private Entry[] _entries = new Entry[64];
    private int _count;

    public int Count => _count;

    /// <summary>The symbol in <paramref name="utf8"/>, which must be valid UTF-8.</summary>
    public string Get(ReadOnlySpan<byte> utf8)
    {
        ulong hash = Hash(utf8);
        Entry[] entries = _entries;
        int mask = entries.Length - 1;
        for (int probe = 0, i = (int)hash & mask; probe < MaxProbes; probe++, i = (i + 1) & mask)
        {
            ref Entry entry = ref entries[i];
            if (entry.Key is null)
            {
                break;
            }

            if (entry.Hash == hash && utf8.SequenceEqual(entry.Key))
            {
                return entry.Symbol;
            }
        }

        return Add(utf8, hash);
    }

    private string Add(ReadOnlySpan<byte> utf8, ulong hash)
    {
        string symbol = Encoding.UTF8.GetString(utf8).Trim().ToUpperInvariant();
        if (_count >= capacity)
        {
            return symbol;
        }

        if (_count * 2 >= _entries.Length)
        {
            Grow();
        }

        if (TryPlace(_entries, new Entry(hash, utf8.ToArray(), symbol)))
        {
            _count++;
        }

        return symbol;
    }

    private void Grow()
    {
        var larger = new Entry[_entries.Length * 2];
        _count = 0;
        foreach (Entry entry in _entries)
        {
            if (entry.Key is not null && TryPlace(larger, entry))
            {
                _count++;
            }
        }

        _entries = larger;
    }

    private static bool TryPlace(Entry[] entries, Entry added)
    {
        int mask = entries.Length - 1;
        for (int probe = 0, i = (int)added.Hash & mask; probe < MaxProbes; probe++, i = (i + 1) & mask)
        {
            if (entries[i].Key is null)
            {
                entries[i] = added;
                return true;
            }
        }

        return false;
    }

    private static ulong Hash(ReadOnlySpan<byte> key)
    {
        const ulong Multiplier = 0x9E3779B97F4A7C15;
        ulong low;
        ulong high;
        if (key.Length >= 8)
        {
            low = BinaryPrimitives.ReadUInt64LittleEndian(key);
            high = BinaryPrimitives.ReadUInt64LittleEndian(key[^8..]);
        }
        else if (key.Length >= 4)
        {
            low = BinaryPrimitives.ReadUInt32LittleEndian(key);
            high = BinaryPrimitives.ReadUInt32LittleEndian(key[^4..]);
        }
        else
        {
            low = key.IsEmpty ? 0UL : key[0];
            high = key.IsEmpty ? 0UL : ((ulong)key[key.Length >> 1] << 8) | key[^1];
        }

        ulong mixed = (low ^ ((ulong)key.Length << 56)) * Multiplier;
        mixed = (mixed ^ high ^ (mixed >> 29)) * Multiplier;
        return mixed ^ (mixed >> 32);
    }

    private readonly record struct Entry(ulong Hash, byte[] Key, string Symbol);
}
