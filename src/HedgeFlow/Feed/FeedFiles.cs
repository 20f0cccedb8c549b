using System.Globalization;

namespace HedgeFlow.Feed;

/// <summary>
/// Which files of a folder make its feed, and in which order (it decides between records of the same time).
/// Taken are <c>*.jsonl</c>, their rotated generations (<c>name.2.jsonl</c>, <c>name.jsonl.2</c>) and packed ones (<c>.gz</c>)
/// in the folder itself, its <c>execution</c> folder and the <c>archive</c> folders of both; of a book's own journals only the
/// order events, order metrics and vetoes. Order: by path of the live file (ordinal), the generations of one file
/// oldest first, so archive, highest number, …, 1, live.
/// </summary>
public static class FeedFiles
{
    private const string Archive = "archive";

    /// <summary>Journals of a book that hold no feed records, or hold them a second time.</summary>
    private static readonly HashSet<string> OtherJournals = new(StringComparer.Ordinal)
    {
        "orders_attempted", "router_metrics", "signal_metrics", "sync_heartbeats", "position_state", "execution_alerts", "events",
        "router_health", "execution_health", "router_decisions", "twap_events", "pipeline_v6_shadow", "pipeline_v6_compare",
    };

    /// <summary>The files that <paramref name="paths"/> stand for, in their order; a folder stands for its feed files.</summary>
    /// <exception cref="FileNotFoundException">A path leads nowhere.</exception>
    public static IReadOnlyList<string> Resolve(IEnumerable<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var files = new List<string>();
        foreach (string path in paths)
        {
            if (Directory.Exists(path))
            {
                files.AddRange(InFolder(path));
            }
            else if (File.Exists(path))
            {
                files.Add(path);
            }
            else
            {
                throw new FileNotFoundException($"feed not found: {path}", path);
            }
        }

        return files;
    }

    /// <summary>The feed files of a folder.</summary>
    public static IReadOnlyList<string> InFolder(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var found = new List<(string Live, int Generation, string Path)>();
        foreach (string level in (ReadOnlySpan<string>)["", "execution"])
        {
            Collect(Path.Combine(folder, level), level, archived: false, found);
            Collect(Path.Combine(folder, level, Archive), level, archived: true, found);
        }

        return
        [
            .. found
                .OrderBy(file => file.Live, StringComparer.Ordinal)
                .ThenByDescending(file => file.Generation)
                .ThenBy(file => file.Path, StringComparer.Ordinal)
                .Select(file => file.Path),
        ];
    }

    private static void Collect(string folder, string level, bool archived, List<(string Live, int Generation, string Path)> found)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        foreach (string path in Directory.EnumerateFiles(folder))
        {
            if (TryName(Path.GetFileName(path), out string live, out int generation))
            {
                // An archived generation is older than every one that still lies beside the live file.
                int age = archived ? int.MaxValue / 2 + Math.Min(generation, int.MaxValue / 2) : generation;
                found.Add((level.Length == 0 ? live : level + "/" + live, age, path));
            }
        }
    }

    /// <summary>Name of the live file that <paramref name="name"/> is a generation of, and how old it is (0 = live).</summary>
    internal static bool TryName(string name, out string live, out int generation)
    {
        const string Jsonl = ".jsonl";
        live = "";
        generation = 0;
        ReadOnlySpan<char> rest = name;
        if (rest.EndsWith(".gz", StringComparison.Ordinal))
        {
            rest = rest[..^3];
        }

        if (!rest.EndsWith(Jsonl, StringComparison.Ordinal) && !TakeNumber(ref rest, out generation))
        {
            return false;
        }

        if (!rest.EndsWith(Jsonl, StringComparison.Ordinal))
        {
            return false;
        }

        rest = rest[..^Jsonl.Length];
        if (generation == 0)
        {
            TakeNumber(ref rest, out generation);
        }

        int dot = rest.IndexOf('.');
        live = string.Concat(rest, Jsonl);
        return rest.Length > 0 && !OtherJournals.Contains((dot < 0 ? rest : rest[..dot]).ToString());
    }

    private static bool TakeNumber(ref ReadOnlySpan<char> name, out int number)
    {
        number = 0;
        int dot = name.LastIndexOf('.');
        if (dot < 0 || !int.TryParse(name[(dot + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out number))
        {
            number = 0;
            return false;
        }

        name = name[..dot];
        return true;
    }
}
