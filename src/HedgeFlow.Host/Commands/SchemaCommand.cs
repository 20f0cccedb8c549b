using System.CommandLine;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Host.Commands;

/// <summary><c>hedgeflow schema [SURFACE] [--out DIR]</c>: the JSON Schemas of the surfaces.</summary>
internal static class SchemaCommand
{
    private static readonly JsonWriterOptions Indented = OutputJson.WriterOptions with { Indented = true, NewLine = "\n" };

    public static Command Create()
    {
        var name = new Argument<string?>("surface") { Description = "Manifest key or file name; all when left out", Arity = ArgumentArity.ZeroOrOne };
        var folder = new Option<DirectoryInfo?>("--out") { Description = "Write one file per surface into this folder instead of printing" };
        var command = new Command("schema", "Print or write the JSON Schemas of the state files") { name, folder };
        command.SetAction(result =>
        {
            string? wanted = result.GetValue(name);
            if (wanted is not null && StateCatalog.Find(wanted) is null)
            {
                Console.Error.WriteLine($"hedgeflow: no surface '{wanted}'; one of {string.Join(", ", StateCatalog.Entries.Select(entry => entry.Key))}");
                return ExitCodes.Usage;
            }

            IReadOnlyList<StateEntry> entries = wanted is null ? StateCatalog.Entries : [StateCatalog.Find(wanted)!];
            if (result.GetValue(folder) is { } target)
            {
                target.Create();
                foreach (StateEntry entry in entries)
                {
                    File.WriteAllText(Path.Combine(target.FullName, entry.SchemaFile), Text(entry.Schema!));
                }

                Console.WriteLine($"{entries.Count} schemas in {target}");
            }
            else
            {
                Console.Write(wanted is null ? Text(All(entries)) : Text(entries[0].Schema!));
            }

            return ExitCodes.Success;
        });
        return command;
    }

    private static JsonObject All(IReadOnlyList<StateEntry> entries)
    {
        var all = new JsonObject();
        foreach (StateEntry entry in entries)
        {
            all[entry.File] = entry.Schema!.DeepClone();
        }

        return all;
    }

    private static string Text(JsonNode schema)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Indented))
        {
            schema.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length) + "\n";
    }
}
