using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;
using HedgeFlow.State;
using static HedgeFlow.Host.Dashboard.BoardData;

namespace HedgeFlow.Host.Dashboard.Panels;

/// <summary>Whether the programs live, and the condition of every file.</summary>
internal static class LastPanels
{
    private static readonly string[] Services = ["executor_live", "sync_daemon", "sync_state"];

    public static void Heartbeats(BoardData data, PanelView view)
    {
        var newest = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (JsonObject row in data.Rows(JournalFiles.SyncHeartbeats))
        {
            if (Coerce.Text(row["service"]) is { } service && IsoTime.OfRecord(row) is { } time)
            {
                newest[service] = Math.Max(time, newest.GetValueOrDefault(service));
            }
        }

        Figures figures = view.Figures();
        foreach (string service in Services)
        {
            if (newest.TryGetValue(service, out double time))
            {
                figures.Add(service.Replace('_', ' '), time, "age", data.Now - time > 180 ? "bad" : "good");
            }
            else
            {
                figures.Add(service.Replace('_', ' '), "n/a", "bad");
            }
        }
    }

    public static void Diagnostics(BoardData data, PanelView view)
    {
        SurfaceHealth health = SurfaceHealth.Check(file => Content(data, file), data.Now);
        string[] problems =
        [
            .. health.MissingFiles.Select(name => name + " missing"),
            .. health.StaleFiles.Select(name => name + " stale"),
            .. health.SchemaViolations.Select(text => text.Replace('_', ' ')),
            .. health.CrossSurfaceViolations.Select(text => text.Replace('_', ' ')),
        ];
        view.Badges(problems.Length == 0 ? [("all surfaces healthy", "good")] : problems.Select(problem => (problem, problem.EndsWith("missing", StringComparison.Ordinal) ? "bad" : "warn")));
        view.Table(
            "surfaces",
            "Surfaces",
            [("Surface", "symbol"), ("Status", "status"), ("Age", "seconds"), ("Size", "bytes"), ("Schema errors", "int")],
            StateCatalog.Entries.Select(entry =>
            {
                SurfaceReading reading = data.Reading(Path.GetFileNameWithoutExtension(entry.File));
                string status = reading.Error == "missing" && entry.Soft ? "off" : reading.Status(SurfaceHealth.DefaultLag);
                return new JsonArray(Cell(entry.Key), Cell(status), Cell(reading.Age), Cell(reading.Bytes > 0 ? reading.Bytes : (double?)null), Cell((double)health.SchemaViolations.Count(text => text.StartsWith(entry.Key + ":", StringComparison.Ordinal))));
            }),
            "none");
        view.Table(
            "events",
            "Events",
            [("Time", "time"), ("Type", "text"), ("Symbol", "symbol"), ("Detail", "text")],
            data.Rows(JournalFiles.Events).TakeLast(40).Reverse().Select(row => new JsonArray(Cell(IsoTime.OfRecord(row)), Cell(Text(row, "type")), Cell(Text(row, "symbol")), Cell(Detail(row["metadata"] as JsonObject)))),
            "no events");
    }

    public static SurfaceContent? Content(BoardData data, string file)
    {
        SurfaceReading reading = data.Reading(Path.GetFileNameWithoutExtension(file));
        return reading.Error switch
        {
            null => SurfaceContent.Of(reading.Document),
            "missing" => null,
            "empty" => SurfaceContent.Of(new JsonObject()),
            _ => new SurfaceContent(null, false),
        };
    }

    private static string Detail(JsonObject? metadata) => metadata is null
        ? ""
        : string.Join(' ', metadata.Where(member => member.Value is JsonValue && !member.Key.EndsWith("_id", StringComparison.Ordinal)).Take(5).Select(member => $"{member.Key}={Word(member.Value)}"));

    private static string? Word(JsonNode? value) => Coerce.Number(value) is { } number && Coerce.Text(value) is null
        ? number.ToString("G7", System.Globalization.CultureInfo.InvariantCulture)
        : Coerce.AsText(value);
}
