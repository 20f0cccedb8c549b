namespace HedgeFlow.Serialization;

/// <summary>
/// Tells property names whose value is never written, whatever it is: names that contain one of a fixed list of words, compared
/// without case and without <c>_</c> and <c>-</c>. One table look-up per character, no allocation: every name of every output
/// passes here. Source: services contract, sanitisation of names.
/// </summary>
internal static class SecretNames
{
    private const int Classes = 28;
    private const byte Ignored = 27;
    private const short Found = -1;

    private static readonly string[] Words =
    [
        "apikey", "apisecret", "secret", "password", "passwd", "privatekey", "authorization", "signature", "credential", "bottoken",
        "accesstoken", "refreshtoken", "clientemail",
    ];

    private static readonly byte[] ClassOf = BuildClasses();
    private static readonly short[] Next = BuildTable();

    public static bool Contains(ReadOnlySpan<byte> name)
    {
        int state = 0;
        foreach (byte b in name)
        {
            if (!Step(ref state, b))
            {
                return true;
            }
        }

        return false;
    }

    public static bool Contains(ReadOnlySpan<char> name)
    {
        int state = 0;
        foreach (char c in name)
        {
            if (!Step(ref state, c < 128 ? (byte)c : (byte)0))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Step(ref int state, byte b)
    {
        byte kind = ClassOf[b];
        if (kind == Ignored)
        {
            return true;
        }

        short next = Next[state * Classes + kind];
        state = next;
        return next != Found;
    }

    private static byte[] BuildClasses()
    {
        var classes = new byte[256];
        for (int i = 0; i < 26; i++)
        {
            classes['a' + i] = classes['A' + i] = (byte)(i + 1);
        }

        classes['_'] = classes['-'] = Ignored;
        return classes;
    }

    /// <summary>The words' Aho-Corasick automaton, one row of <see cref="Classes"/> entries per prefix.</summary>
    private static short[] BuildTable()
    {
        string[] prefixes = [.. Words.SelectMany(word => Enumerable.Range(0, word.Length).Select(n => word[..n])).Distinct()];
        var index = prefixes.Select((prefix, i) => (prefix, i)).ToDictionary(p => p.prefix, p => (short)p.i);
        var table = new short[prefixes.Length * Classes];
        foreach (string prefix in prefixes)
        {
            for (char c = 'a'; c <= 'z'; c++)
            {
                string seen = prefix + c;
                short next = Array.Exists(Words, word => seen.EndsWith(word, StringComparison.Ordinal))
                    ? Found
                    : index[LongestSuffix(seen, index)];
                table[index[prefix] * Classes + ClassOf[c]] = next;
            }
        }

        return table;
    }

    private static string LongestSuffix(string seen, Dictionary<string, short> prefixes)
    {
        int from = 0;
        while (!prefixes.ContainsKey(seen[from..]))
        {
            from++;
        }

        return seen[from..];
    }
}
