using System.CommandLine;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HedgeFlow.Host.Settings;
using HedgeFlow.Host.Terminal;
using HedgeFlow.Serialization;
using HedgeFlow.State;
using HedgeFlow.Storage;

namespace HedgeFlow.Host.Commands.Probes;

/// <summary>
/// Runs a probe: builds from the files of the book, prints, and writes its surface under the same guard and lock as the executor
/// that owns it. Source: services contract, commands.
/// </summary>
internal static class ProbeRunner
{
    /// <summary>The options and the action of a probe command.</summary>
    /// <param name="command">The probe.</param>
    /// <param name="common">Options of every command.</param>
    /// <param name="switches">Options of every probe.</param>
    /// <param name="writes">The probe may write a surface.</param>
    /// <param name="build">The probe itself; it writes nothing.</param>
    public static void Attach(
        Command command, CommonOptions common, ProbeSwitches switches, bool writes, Func<EngineSettings, ParseResult, ProbeResult> build)
    {
        switches.AddTo(command, writes);
        command.SetAction((result, _) => CommandContext.RunAsync(async () =>
        {
            EngineSettings settings = EngineSettings.Load(common.Read(result), replay: false);
            CommandContext.Warn(settings);
            if (!Directory.Exists(settings.Paths.Root))
            {
                throw new SettingsException($"--logs: {settings.Paths.Root}: no such folder; a probe reads what a run wrote");
            }

            bool json = result.GetValue(switches.Json);
            return writes && !result.GetValue(switches.NoWrite)
                ? await CommandContext.WriteBookAsync(settings, StatePrograms.Executor, () => Task.FromResult(Write(settings, build(settings, result), json)))
                : Print(settings, build(settings, result), json);
        }));
    }

    private static int Print(EngineSettings settings, ProbeResult result, bool json)
    {
        if (json)
        {
            Console.Out.WriteLine(Text(settings.Redactor, result.Document));
            foreach (string note in result.Columns.Count == 0 ? result.Notes : [])
            {
                Console.Error.WriteLine($"hedgeflow: {note}");
            }

            return ExitCodes.Success;
        }

        if (result.Rows.Count > 0)
        {
            TextTable.Write(Console.Out, result.Columns, [.. result.Rows.Select(row => row.Select(settings.Redactor.Line).ToArray())], result.Words);
        }

        foreach (string note in result.Notes)
        {
            Console.Out.WriteLine(TextTable.Clean(settings.Redactor.Line(note)));
        }

        return ExitCodes.Success;
    }

    private static int Write(EngineSettings settings, ProbeResult result, bool json)
    {
        int code = Print(settings, result, json);
        if (result.Surface is null)
        {
            return code;
        }

        string path = result.Output ?? Path.Combine(settings.Paths.State, result.Surface.Value.Surface.File);
        var target = new AtomicFile(path, durability: settings.Host.Durability == "fsync" ? Durability.Fsync : Durability.Fast);
        if (target.Write(settings.Redactor.Clean(RawJson.Of(result.Document).Utf8.Span)))
        {
            return code;
        }

        Console.Error.WriteLine($"hedgeflow: {path}: {settings.Redactor.Line(target.LastError ?? "not written")}");
        return ExitCodes.Failure;
    }

    /// <summary>JSON by the rules of every file, indented for a person who looks at it.</summary>
    private static string Text(Redactor redactor, JsonNode? document)
    {
        using var buffer = new PooledBufferWriter(1 << 16);
        using (var writer = new Utf8JsonWriter(buffer, OutputJson.WriterOptions with { Indented = true, NewLine = "\n" }))
        {
            JsonNodeWriter.Write(writer, redactor.Node(document));
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
