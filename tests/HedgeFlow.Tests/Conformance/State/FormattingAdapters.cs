using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.State;
using HedgeFlow.Storage;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Conformance.State;

internal static class FormattingAdapters
{
    [Vector("state/state_json", Exact = true)]
    public static JsonNode? StateJson(JsonNode? input)
    {
        using var folder = new TemporaryFolder();
        using var publisher = new StatePublisher(folder.Path, new StatePublisherOptions { Synchronous = true });
        publisher.Publish(new DocumentSurface("vector", "vector.json").With(input));
        return JsonNodes.Parse(File.ReadAllBytes(folder["vector.json"]));
    }
}
