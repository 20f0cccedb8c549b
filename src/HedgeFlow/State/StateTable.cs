using System.Text;

namespace HedgeFlow.State;

/// <summary>The page on the surfaces in the documentation, as Markdown.</summary>
public static class StateTable
{
    public static string Markdown()
    {
        var page = new StringBuilder();
        page.Append("# State surfaces\n\n")
            .Append("Files under `logs/state/` of a book. Each is replaced whole by one program; nothing in this folder is read back into execution.\n")
            .Append("This page comes from the registry in `src/HedgeFlow/State/StateCatalog.cs` (`HEDGEFLOW_UPDATE_GOLDEN=1 dotnet test` writes it again);\n")
            .Append("the shape of every file is in `config/schemas/`, `hedgeflow schema NAME` prints it.\n\n")
            .Append("| File | Holds | Owner | Built by | Manifest | Soft | Contracts | Read by |\n|---|---|---|---|---|---|---|---|\n");
        foreach (StateEntry entry in StateCatalog.Entries)
        {
            string owner = entry.StandIn is { } standIn ? $"{entry.Owner} (stand-in: {standIn})" : entry.Owner;
            page.Append($"| `{entry.File}` | {entry.Description} | {owner} | {entry.Producer} | `{entry.Key}`, {entry.UpdateFrequency} | ")
                .Append($"{(entry.Soft ? "yes" : "no")} | {string.Join(", ", entry.RequiredKeys.Keys)} | {entry.Readers} |\n");
        }

        page.Append("\n## Keys by contract version\n");
        foreach (StateEntry entry in StateCatalog.Entries.Where(entry => entry.RequiredKeys.Count > 0))
        {
            page.Append($"\n`{entry.File}`\n\n");
            foreach ((string version, IReadOnlyList<string> keys) in entry.RequiredKeys)
            {
                page.Append($"* {version}: {string.Join(", ", keys.Select(key => $"`{key}`"))}\n");
            }
        }

        page.Append("\nA surface marked soft may be absent while its feature is off. `a[].b` is key `b` of every row of list `a`; `[].b` that of a list at the root.\n");
        return page.ToString();
    }
}
