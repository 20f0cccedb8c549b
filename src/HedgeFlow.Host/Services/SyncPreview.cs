using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HedgeFlow.Adapters.Firestore.Mirror;
using HedgeFlow.Host.Composition;
using HedgeFlow.Host.Settings;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Publish;
using HedgeFlow.Stages.Sync;
using HedgeFlow.State;

namespace HedgeFlow.Host.Services;

/// <summary>What one sync cycle would write, on this machine and at the remote. Writes and sends nothing.</summary>
internal static class SyncPreview
{
    public static void Write(EngineSettings settings, FirestoreAccess access, bool json, double now, Action<string> log, TextWriter output)
    {
        MirrorPlan local = SyncProgram.Local(settings).Plan(now);
        var pending = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        if (local.Document is { } document)
        {
            pending[NavStateState.Surface.File] = document;
        }

        IReadOnlyList<PlannedWrite> remote = access.Mirror(settings, now, log, pending)
            .Plan(now, new MirrorStatus(true, 0, now), [new ServiceHeartbeat(ProcessHeartbeat.Sync, "ok", 0, now, new JsonObject { ["run_id"] = settings.RunId })]);
        if (json)
        {
            output.WriteLine(Text(Json(settings.Redactor, local, remote)));
            return;
        }

        output.WriteLine($"nav_state.json  {Words(local.Step)}{(local.SourceTs is { } time ? $", as of {IsoTime.Format(time)}" : "")}");
        foreach (SkippedInput input in local.Skipped)
        {
            output.WriteLine($"skipped         {input}");
        }

        output.WriteLine($"remote          {access.Description}");
        output.WriteLine($"writing         {(access.Refusal is { } refusal ? $"refused: {refusal}" : "allowed")}");
        output.WriteLine();
        int width = remote.Count == 0 ? 8 : remote.Max(write => write.Write.Path.Length);
        output.WriteLine($"{"DOCUMENT".PadRight(width)}  MODE       BYTES");
        foreach (PlannedWrite write in remote)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{write.Write.Path.PadRight(width)}  {(write.Write.Merge ? "merge" : "set"),-5}  {write.Bytes,9:N0}"));
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{remote.Count} documents, {remote.Sum(write => write.Bytes):N0} bytes. Nothing was written."));
    }

    private static string Text(JsonObject document)
    {
        using var buffer = new PooledBufferWriter(1 << 16);
        using (var writer = new Utf8JsonWriter(buffer, OutputJson.WriterOptions with { Indented = true, NewLine = "\n" }))
        {
            JsonNodeWriter.Write(writer, document);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static string Words(MirrorStep step) => step switch
    {
        MirrorStep.Copied => "would be copied from nav.json",
        MirrorStep.Marked => "would be marked as the last good copy",
        _ => "would stay as it is",
    };

    private static JsonObject Json(Redactor redactor, MirrorPlan local, IReadOnlyList<PlannedWrite> remote) => new()
    {
        ["nav_state"] = new JsonObject
        {
            ["step"] = local.Step switch { MirrorStep.Copied => "copied", MirrorStep.Marked => "marked", _ => "unchanged" },
            ["document"] = local.Document is null ? null : redactor.Node(local.Document)?.DeepClone(),
            ["skipped"] = new JsonArray([.. local.Skipped.Select(input => JsonValue.Create(input.ToString()))]),
        },
        ["remote"] = new JsonArray([.. remote.Select(write => new JsonObject
        {
            ["path"] = write.Write.Path,
            ["merge"] = write.Write.Merge,
            ["bytes"] = write.Bytes,
            ["fields"] = write.Write.Fields.DeepClone(),
        })]),
    };
}
