using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.Storage;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Conformance.Services;

internal static class JsonlTailAdapters
{
    [Vector("services/load_jsonl_tail", Exact = true)]
    [Vector("router-risk/jsonl_read_tail", Exact = true)]
    public static JsonNode? Last(JsonNode? input)
    {
        using var folder = new TemporaryFolder();
        if (input!["lines"] is JsonArray lines)
        {
            bool ended = Coerce.Boolean(input["trailing_newline"]) ?? true;
            File.WriteAllText(folder["a.jsonl"], string.Join('\n', lines.Select(Coerce.Text)) + (ended && lines.Count > 0 ? "\n" : ""));
        }

        return new JsonArray([.. new JsonlTail(folder["a.jsonl"]).Last((int)Coerce.Integer(input["limit"])!.Value)]);
    }
}
