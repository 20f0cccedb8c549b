using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace HedgeFlow.Serialization;

/// <summary>A value inside a document of nodes that is encoded already: written as it is, without ever being nodes.</summary>
/// <param name="Utf8">One complete JSON value as <see cref="OutputJson"/> writes it; never changed afterwards.</param>
public readonly record struct EncodedPart(ReadOnlyMemory<byte> Utf8)
{
    private static readonly JsonTypeInfo<EncodedPart> TypeInfo =
        JsonMetadataServices.CreateValueInfo<EncodedPart>(new JsonSerializerOptions { TypeInfoResolver = JsonTypeInfoResolver.Combine() }, new Converter());

    /// <summary>The value as a node that can be put into a document.</summary>
    public static JsonNode Create(ReadOnlyMemory<byte> utf8) => JsonValue.Create(new EncodedPart(utf8), TypeInfo)!;

    private sealed class Converter : JsonConverter<EncodedPart>
    {
        public override EncodedPart Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("encoded parts are only written");

        public override void Write(Utf8JsonWriter writer, EncodedPart value, JsonSerializerOptions options) =>
            writer.WriteRawValue(value.Utf8.Span, skipInputValidation: true);
    }
}
