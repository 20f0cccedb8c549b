using System.Text.Json;
using System.Text.Json.Serialization;

namespace HedgeFlow.Adapters.Firestore;

/// <summary>The answers of the REST interface, as far as they are read.</summary>
internal static class FirestoreWire
{
    internal sealed record CommitAnswer(IReadOnlyList<WriteResult>? WriteResults);

    internal sealed record BatchAnswer(IReadOnlyList<WriteResult?>? WriteResults, IReadOnlyList<Status?>? Status);

    internal sealed record WriteResult(string? UpdateTime);

    internal sealed record Status(int Code, string? Message);

    internal sealed record Document(string? Name, JsonElement Fields, string? UpdateTime);

    internal sealed record ListAnswer(IReadOnlyList<Document>? Documents);

    internal sealed record ErrorAnswer(ErrorBody? Error);

    internal sealed record ErrorBody(int Code, string? Message, string? Status);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(FirestoreWire.CommitAnswer))]
[JsonSerializable(typeof(FirestoreWire.BatchAnswer))]
[JsonSerializable(typeof(FirestoreWire.Document))]
[JsonSerializable(typeof(FirestoreWire.ListAnswer))]
[JsonSerializable(typeof(FirestoreWire.ErrorAnswer))]
internal sealed partial class FirestoreWireJson : JsonSerializerContext;
