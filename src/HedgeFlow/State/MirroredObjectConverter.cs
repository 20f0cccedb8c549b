using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using HedgeFlow.Serialization;

namespace HedgeFlow.State;

/// <summary>Writes a mirrored object as it is; reads one as a foreign object.</summary>
public sealed class MirroredObjectConverter : JsonConverter<MirroredObject>
{
    public override MirroredObject Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        MirroredObject.Of(JsonNodes.ReadValue(ref reader) as JsonObject);

    public override void Write(Utf8JsonWriter writer, MirroredObject value, JsonSerializerOptions options) => value.WriteTo(writer);
}
