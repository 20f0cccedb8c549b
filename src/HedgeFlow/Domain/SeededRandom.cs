namespace HedgeFlow.Domain;

/// <summary>
/// Random numbers that are the same on every machine: SplitMix64 and plain arithmetic, no library function whose last digit may
/// differ. A value type: a copy continues on its own.
/// </summary>
public struct SeededRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A generator for one named thing under a seed: independent of every other name, whatever the order of use.</summary>
    public static SeededRandom For(ulong seed, string name) => new(Mix(seed ^ Hash(name)));

    /// <summary>FNV-1a over the UTF-16 units of <paramref name="text"/>.</summary>
    public static ulong Hash(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        ulong hash = 14695981039346656037;
        foreach (char c in text)
        {
            hash = (hash ^ c) * 1099511628211;
        }

        return hash;
    }

    public ulong NextBits() => Mix(_state += 0x9E3779B97F4A7C15);

    /// <summary>In [0, 1), 53 bits.</summary>
    public double NextUnit() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>In [<paramref name="low"/>, <paramref name="high"/>).</summary>
    public double NextBetween(double low, double high) => low + (high - low) * NextUnit();

    /// <summary>In [0, <paramref name="count"/>).</summary>
    public int NextIndex(int count) => (int)(NextUnit() * count);

    /// <summary>Mean 0, deviation 1, within ±6: the sum of twelve uniform numbers, near enough to normal for a simulation.</summary>
    public double NextNormal()
    {
        double sum = -6;
        for (int i = 0; i < 12; i++)
        {
            sum += NextUnit();
        }

        return sum;
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
