using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using HedgeFlow.State;

namespace HedgeFlow.Tests.Conformance.State;

/// <summary>Payloads as the files hold them.</summary>
internal static class Payloads
{
    public static JsonNode? Node<T>(T value, JsonTypeInfo<T> contract) => RawJson.Of(value, contract).ToNode();

    public static JsonNode? Node(SurfaceWrite write)
    {
        using var stream = new MemoryStream();
        using (var writer = new System.Text.Json.Utf8JsonWriter(stream))
        {
            write.Surface.Write(writer, write.Payload);
        }

        return HedgeFlow.Serialization.JsonNodes.Parse(stream.ToArray());
    }
}
