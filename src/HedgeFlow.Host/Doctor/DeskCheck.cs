using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using HedgeFlow.Configuration;
using HedgeFlow.Domain;
using HedgeFlow.Host.Composition;
using HedgeFlow.Host.Settings;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.RouterMetric;
using HedgeFlow.State;
using HedgeFlow.Storage;

namespace HedgeFlow.Host.Doctor;

/// <summary>What a look at a desk's files finds: configuration, surfaces, NAV, heartbeats, router. Reads only.</summary>
internal sealed record DeskCheck
{
    /// <summary>Seconds after which a service counts as silent.</summary>
    public const double HeartbeatLimit = 120;

    private const int RouterRows = 200;
    private const int HeartbeatRows = 200;

    /// <summary>No error in the configuration and none in the surfaces.</summary>
    public required bool Ok { get; init; }

    public required string EngineVersion { get; init; }

    /// <summary>Problems of the configuration as <c>file:line:column: …</c>.</summary>
    public required IReadOnlyList<string> Configuration { get; init; }

    public required StateReport State { get; init; }

    /// <summary>The NAV's own health as it was published; null without one.</summary>
    public required NavHealth? Nav { get; init; }

    /// <summary>Newest heartbeat per service.</summary>
    public required IReadOnlyList<HeartbeatAge> Heartbeats { get; init; }

    /// <summary>Of the last 200 routed orders.</summary>
    public required RouterEffectiveness Router { get; init; }

    public static DeskCheck Run(EngineSettings settings, double now, double maxAge)
    {
        ConfigurationLoad configuration = ConfigurationSet.Load(
            ShippedConfiguration.Files(settings), settings.Testnet, settings.Environment.Flag("TESTNET_OVERRIDES_CONFIRM"));
        var reader = new StateFolderReader(settings.Paths.StateForReaders);
        var report = StateReport.Check(reader.Read, now, maxAge, reader.Unregistered());
        return new DeskCheck
        {
            Ok = !configuration.Failed && report.Ok,
            EngineVersion = settings.Version.Engine,
            Configuration = [.. configuration.Problems.Select(problem => settings.Redactor.Line(problem.ToString()))],
            State = report,
            Nav = NavOf(reader.Read("nav.json")?.Root as JsonObject, now, settings.Host.NavFreshSeconds),
            Heartbeats = HeartbeatsOf(settings.Paths, now),
            Router = RouterMetrics.Effectiveness(
                new JsonlTail(settings.Paths.JournalPath(JournalFiles.OrderMetrics), rotated: true).Last(RouterRows), null, now),
        };
    }

    private static NavHealth? NavOf(JsonObject? nav, double now, double threshold)
    {
        if (nav is null)
        {
            return null;
        }

        var published = nav["nav_health_snapshot"] as JsonObject;
        var measurement = new JsonObject
        {
            ["ts"] = published?["cache_ts"]?.DeepClone(),
            ["nav"] = nav["nav"]?.DeepClone(),
            ["sources_ok"] = nav["sources_ok"]?.DeepClone(),
        };
        return Stages.Publish.NavFreshness.Of(measurement, now, threshold);
    }

    private static List<HeartbeatAge> HeartbeatsOf(BookPaths paths, double now)
    {
        var newest = new SortedDictionary<string, HeartbeatAge>(StringComparer.Ordinal);
        foreach (JsonObject row in new JsonlTail(paths.JournalPath(JournalFiles.SyncHeartbeats), rotated: true).Last(HeartbeatRows))
        {
            if (Coerce.Text(row["service"]) is { Length: > 0 } service && IsoTime.OfRecord(row) is { } ts)
            {
                var beat = new HeartbeatAge(service, Math.Max(0, now - ts), now - ts >= HeartbeatLimit, Coerce.Text(row["status"]), Coerce.Text(row["error"]));
                newest[service] = newest.TryGetValue(service, out HeartbeatAge? last) && last.AgeS < beat.AgeS ? last : beat;
            }
        }

        return [.. newest.Values];
    }
}

/// <summary>When a service was last heard of, seconds ago, and what it said is wrong: a status and the word of what fails; null = nothing.</summary>
internal sealed record HeartbeatAge(string Service, double AgeS, bool Stale, string? Status, string? Error);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, Converters = [typeof(FiniteDoubleConverter)])]
[JsonSerializable(typeof(DeskCheck))]
internal sealed partial class DeskCheckJson : JsonSerializerContext;
