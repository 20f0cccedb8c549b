using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;
using HedgeFlow.Storage;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Conformance.Services;

internal static class JournalAdapters
{
    [Vector("services/validate_event", Exact = true)]
    public static JsonNode? ValidateEvent(JsonNode? input)
    {
        EventViolation? violation = EventSchemas.Validate(Coerce.Text(input!["event_type"])!, input["payload"] as JsonObject ?? []);
        return new JsonObject { ["ok"] = violation is null, ["error"] = violation?.Message };
    }

    [Vector("services/write_event", ExactAt = "record")]
    public static JsonNode? WriteEvent(JsonNode? input)
    {
        using var folder = new TemporaryFolder();
        var clock = new ManualTimeProvider(IsoTime.Parse(input!["clock"])!.Value);
        var envelope = new Envelope(clock, (int)Coerce.Integer(input["pid"])!.Value, Coerce.Text(input["hostname"])!);
        using (var journal = new Journal(new BookPaths(folder.Path), new JournalOptions { Envelope = envelope }))
        {
            journal.Append(new JournalRow(JournalFiles.OrdersExecuted, input["payload"] as JsonObject ?? [], Coerce.Text(input["event_type"])));
        }

        string path = folder[JournalFiles.OrdersExecuted];
        if (!File.Exists(path))
        {
            return new JsonObject { ["written"] = false };
        }

        var record = (JsonObject)JsonNodes.Parse(File.ReadAllBytes(path))!;
        return new JsonObject
        {
            ["written"] = true,
            ["key_order"] = new JsonArray([.. record.Select(member => JsonValue.Create(member.Key))]),
            ["record"] = record,
        };
    }

    [Vector("services/rotation_sequence", Exact = true)]
    public static JsonNode? RotationSequence(JsonNode? input)
    {
        using var folder = new TemporaryFolder();
        foreach (KeyValuePair<string, JsonNode?> file in input!["preexisting"] as JsonObject ?? [])
        {
            File.WriteAllText(folder[file.Key], string.Concat(((JsonArray)file.Value!).Select(line => Coerce.Text(line) + "\n")));
        }

        var options = new JsonlOptions
        {
            MaxBytes = Coerce.Integer(input["max_bytes"])!.Value,
            BackupCount = (int)Coerce.Integer(input["backup_count"])!.Value,
        };
        using var appender = new JsonlAppender(folder[Coerce.Text(input["file"])!], options);
        var states = new JsonArray();
        foreach (JsonNode? line in (JsonArray)input["lines"]!)
        {
            appender.Append(Encoding.UTF8.GetBytes(Coerce.Text(line) + "\n"));
            states.Add(new JsonObject(folder.Files.Select(name => KeyValuePair.Create(name, (JsonNode?)Ordinals(folder[name])))));
        }

        return new JsonObject { ["after_each_write"] = states };
    }

    private static JsonArray Ordinals(string path)
    {
        using Stream file = File.OpenRead(path);
        using Stream content = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var reader = new StreamReader(content);
        string[] lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return new JsonArray([.. lines.Select(line => JsonNodes.TryParse(line, out _)!["i"]!.DeepClone())]);
    }
}
