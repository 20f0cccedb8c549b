namespace HedgeFlow.State;

/// <summary>Builds the key lists of registry entries.</summary>
internal static class StateKeys
{
    public const string V6 = "v6";
    public const string V7Agent = "v7-agent";
    public const string V76 = "v7.6";

    /// <summary>Keys per contract version; blank lists are left out.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Of(string v6 = "", string v7Agent = "", string v76 = "")
    {
        var keys = new OrderedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        Add(V6, v6);
        Add(V7Agent, v7Agent);
        Add(V76, v76);
        return keys;

        void Add(string version, string list)
        {
            string[] names = list.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (names.Length > 0)
            {
                keys[version] = names;
            }
        }
    }

    /// <summary>Names with a common prefix, for example <c>items[].</c>.</summary>
    public static string Under(string prefix, string names) =>
        string.Join(' ', names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => prefix + name));
}
