namespace HedgeFlow.Host.Settings;

/// <summary>Reads <c>KEY=value</c> lines: comments, blank lines, <c>export</c> and matching quotes are understood; anything else is skipped.</summary>
internal static class DotEnv
{
    public static IEnumerable<KeyValuePair<string, string>> Read(string path)
    {
        if (!File.Exists(path))
        {
            yield break;
        }

        foreach (string line in File.ReadLines(path))
        {
            string text = line.Trim();
            if (text.StartsWith("export ", StringComparison.Ordinal))
            {
                text = text["export ".Length..].TrimStart();
            }

            int equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || text[0] == '#')
            {
                continue;
            }

            string value = text[(equals + 1)..].Trim();
            if (value.Length >= 2 && value[0] == value[^1] && value[0] is '"' or '\'')
            {
                value = value[1..^1];
            }

            yield return new(text[..equals].TrimEnd(), value);
        }
    }
}
