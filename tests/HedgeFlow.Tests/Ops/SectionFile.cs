namespace HedgeFlow.Tests.Ops;

/// <summary>A file of <c>[section]</c> and <c>key=value</c> lines: supervisor configuration, systemd unit. A key may occur more than once.</summary>
internal sealed class SectionFile
{
    private readonly List<(string Section, string Key, string Value)> _entries = [];

    public SectionFile(string path)
    {
        string section = "";
        foreach (string line in File.ReadLines(path).Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] is not ('#' or ';')))
        {
            if (line[0] == '[')
            {
                section = line[1..^1];
                continue;
            }

            int equals = line.IndexOf('=', StringComparison.Ordinal);
            Assert.IsGreaterThan(0, equals, $"{path}: {line}");
            _entries.Add((section, line[..equals], line[(equals + 1)..]));
        }
    }

    /// <summary>In the order of the file.</summary>
    public string[] Sections => [.. _entries.Select(entry => entry.Section).Distinct()];

    public string? this[string section, string key] => All(section, key).SingleOrDefault();

    public string[] All(string section, string key) => [.. _entries.Where(entry => entry.Section == section && entry.Key == key).Select(entry => entry.Value)];
}
