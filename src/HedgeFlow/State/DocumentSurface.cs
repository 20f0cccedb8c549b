using System.Text.Json;
using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.State;

/// <summary>
/// A surface whose payload is a document held as nodes: mirrored files, and blocks that another stage built. Members keep their
/// order; non-finite numbers are null.
/// </summary>
public sealed class DocumentSurface(string name, string file) : StateSurface(name, file)
{
    public override void Write(Utf8JsonWriter writer, object payload) => JsonNodeWriter.Write(writer, (JsonNode?)payload);

    /// <summary>This surface with a document, ready to be added to a frame.</summary>
    public SurfaceWrite With(JsonNode? document) => new(this, document!);
}
