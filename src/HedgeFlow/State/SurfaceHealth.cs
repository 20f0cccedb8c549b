using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.State;

/// <summary>
/// What is wrong with the files of a state folder: missing, stale, malformed, contradicting one another.
/// Source: state contract, surface health check.
/// </summary>
public sealed record SurfaceHealth
{
    /// <summary>Seconds after which a surface counts as stale.</summary>
    public const double DefaultLag = 900;

    public required IReadOnlyList<string> MissingFiles { get; init; }

    public required IReadOnlyList<string> StaleFiles { get; init; }

    public required IReadOnlyList<string> SchemaViolations { get; init; }

    public required IReadOnlyList<string> CrossSurfaceViolations { get; init; }

    public bool Healthy => MissingFiles.Count + StaleFiles.Count + SchemaViolations.Count + CrossSurfaceViolations.Count == 0;

    /// <param name="files">Finds a file by name; null when it does not exist.</param>
    /// <param name="now">Epoch seconds.</param>
    /// <param name="allowableLag">Seconds; an older surface is stale.</param>
    public static SurfaceHealth Check(Func<string, SurfaceContent?> files, double now, double allowableLag = DefaultLag)
    {
        ArgumentNullException.ThrowIfNull(files);
        var missing = new List<string>();
        var stale = new List<string>();
        var schema = new List<string>();
        foreach (StateEntry entry in StateCatalog.HealthChecked)
        {
            if (files(entry.File) is not { } content)
            {
                missing.Add(entry.Key);
            }
            else if (!content.Valid)
            {
                schema.Add($"{entry.Key}:invalid_json");
            }
            else
            {
                CheckOne(entry, content.Root as JsonObject ?? [], now, allowableLag, schema, stale);
            }
        }

        return new SurfaceHealth
        {
            MissingFiles = missing,
            StaleFiles = stale,
            SchemaViolations = schema,
            CrossSurfaceViolations = CrossSurfaceCheck.Violations(file => files(file)?.Root as JsonObject),
        };
    }

    private static void CheckOne(StateEntry entry, JsonObject root, double now, double lag, List<string> schema, List<string> stale)
    {
        foreach (IReadOnlyList<string> group in entry.AnyOf)
        {
            if (!group.Any(root.ContainsKey))
            {
                schema.Add($"{entry.Key}:missing_one_of_{string.Join(',', group)}");
            }
        }

        double? updated = IsoTime.Parse(root["updated_ts"]) ?? IsoTime.Parse(root["updated_at"]) ?? IsoTime.Parse(root["ts"]);
        if (updated is not { } time)
        {
            schema.Add($"{entry.Key}:missing_updated_ts");
        }
        else if (Math.Max(0, now - time) > lag)
        {
            stale.Add(entry.Key);
        }
    }
}
