using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using HedgeFlow.Serialization;

namespace HedgeFlow.State;

/// <summary>
/// Every registered surface of a state folder with its age and problems: the health check, the schemas and the invariants at once.
/// Source: state contract, surface health check and invariants.
/// </summary>
public sealed record StateReport
{
    /// <summary>Epoch seconds.</summary>
    public required double CheckedTs { get; init; }

    /// <summary>Nothing is missing, stale, malformed or contradictory.</summary>
    public required bool Ok { get; init; }

    public required IReadOnlyList<SurfaceStatus> Surfaces { get; init; }

    /// <summary>The health check's own four lists.</summary>
    public required SurfaceHealth Health { get; init; }

    /// <summary>Statements about the content that do not hold.</summary>
    public required IReadOnlyList<string> Violations { get; init; }

    /// <summary>All problems, one line each, the file first.</summary>
    [JsonIgnore]
    public IEnumerable<string> Problems => Surfaces
        .SelectMany(surface => surface.Problems.Select(problem => $"{surface.File}: {problem}"))
        .Concat(Health.CrossSurfaceViolations)
        .Concat(Violations);

    /// <param name="files">Content by file name; null when there is no such file. Asked once per file.</param>
    /// <param name="now">Epoch seconds.</param>
    /// <param name="maxAge">Seconds; surfaces that the health check does not look at and that are built more seldom may be twice their cadence old.</param>
    /// <param name="unregistered">Further files of the folder; null = not looked for.</param>
    public static StateReport Check(
        Func<string, SurfaceContent?> files, double now, double maxAge = SurfaceHealth.DefaultLag, IReadOnlyList<string>? unregistered = null)
    {
        ArgumentNullException.ThrowIfNull(files);
        Dictionary<string, SurfaceContent?> found = StateCatalog.Entries.ToDictionary(entry => entry.File, entry => files(entry.File), StringComparer.Ordinal);
        SurfaceStatus[] surfaces = [.. StateCatalog.Entries.Select(entry => Status(entry, found[entry.File], now, maxAge))];
        var health = SurfaceHealth.Check(file => found.GetValueOrDefault(file), now, maxAge);
        string[] violations =
        [
            .. SurfaceInvariants.Violations(file => found.GetValueOrDefault(file)?.Root),
            .. (unregistered ?? []).Select(file => $"{file}: not a surface of the registry"),
        ];
        return new StateReport
        {
            CheckedTs = now,
            Ok = surfaces.All(surface => surface.Problems.Count == 0) && health.Healthy && violations.Length == 0,
            Surfaces = surfaces,
            Health = health,
            Violations = violations,
        };
    }

    private static SurfaceStatus Status(StateEntry entry, SurfaceContent? content, double now, double maxAge)
    {
        double limit = entry.AnyOf.Count > 0 ? maxAge : Math.Max(maxAge, 2 * entry.CadenceSeconds);
        var problems = new List<string>();
        string status = SurfaceStatus.Fresh;
        double? age = null;
        if (content is not { } file)
        {
            status = SurfaceStatus.Missing;
            problems.Add($"missing (written by {entry.Owner})");
        }
        else if (!file.Valid)
        {
            status = SurfaceStatus.Invalid;
            problems.Add(file.Defect is { } defect ? $"not JSON at {defect}" : "not JSON");
        }
        else
        {
            problems.AddRange(entry.Schema is { } schema ? SchemaCheck.Violations(schema, file.Root) : []);
            status = problems.Count > 0 ? SurfaceStatus.Invalid : status;
            double? untouched = file.WrittenTs is { } written ? Math.Max(0, now - written) : null;
            age = file.Root is JsonArray ? untouched : Age(file.Root, now);
            if (age is null && file.Root is not JsonArray)
            {
                status = SurfaceStatus.Invalid;
                problems.Add("carries no time");
            }
            else if (age > limit || untouched > limit)
            {
                status = status == SurfaceStatus.Fresh ? SurfaceStatus.Stale : status;
                string how = age > limit ? $"{Seconds(age)} old" : $"not written for {Seconds(untouched)}";
                problems.Add($"stale: {how}, at most {Seconds(limit)} allowed");
            }
        }

        return new SurfaceStatus
        {
            Surface = entry.Key,
            File = entry.File,
            Owner = entry.Owner,
            Status = status,
            AgeS = age,
            StaleAfterS = limit,
            Bytes = content?.Bytes ?? 0,
            Problems = problems,
        };
    }

    private static string Seconds(double? seconds) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{seconds:F0} s");

    /// <summary>By the canonical time, since another member of the same document may be a copy of an older one.</summary>
    private static double? Age(JsonNode? root, double now)
    {
        var map = root as JsonObject;
        double? time = IsoTime.Parse(map?["updated_ts"]) ?? IsoTime.Parse(map?["updated_at"]) ?? IsoTime.Parse(map?["ts"]);
        return time is { } epoch ? Math.Max(0, now - epoch) : null;
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, Converters = [typeof(FiniteDoubleConverter)])]
[JsonSerializable(typeof(StateReport))]
internal sealed partial class StateReportJson : JsonSerializerContext;
