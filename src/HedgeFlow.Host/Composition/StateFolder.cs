using HedgeFlow.State;

namespace HedgeFlow.Host.Composition;

/// <summary>What an earlier run left in the state folder.</summary>
internal static class StateFolder
{
    /// <summary>
    /// Files that stay, with their own time, until their owner replaces them: last known good survives restarts. The factor
    /// diagnostics alone start anew, since what they carry lies in the cache folder.
    /// </summary>
    public static IReadOnlySet<string> Kept(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*.json").Select(file => Path.GetFileName(file))
            .Where(file => file != StateCatalog.Find("factor_diagnostics")!.File).ToHashSet(StringComparer.Ordinal)
        : new HashSet<string>();
}
