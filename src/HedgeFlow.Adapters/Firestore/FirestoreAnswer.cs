using System.Net;
using System.Text.Json;
using HedgeFlow.Serialization;

namespace HedgeFlow.Adapters.Firestore;

/// <summary>Reads what the remote says when it does not do what was asked.</summary>
internal static class FirestoreAnswer
{
    private const int LongestMessage = 200;

    /// <summary>True for a document that is not there; false for a 404 of anything else, a proxy for example.</summary>
    public static bool IsMissingDocument(HttpStatusCode status, byte[] body) =>
        status == HttpStatusCode.NotFound && Error(body) is { Status: "NOT_FOUND" } error
        && error.Message?.StartsWith("The database", StringComparison.Ordinal) != true;

    public static FirestoreException Failure(string verb, HttpStatusCode status, byte[] body, Redactor redactor)
    {
        FirestoreWire.ErrorBody? error = Error(body);
        FirestoreErrorKind kind = Kind((int)status, error?.Status);
        string detail = kind == FirestoreErrorKind.Invalid && error?.Message is { } message ? ": " + Short(message, redactor) : "";
        string word = error?.Status is { Length: > 0 and < 40 } name && name.All(c => char.IsAsciiLetterUpper(c) || c == '_') ? " " + name : "";
        return new FirestoreException(kind, $"{verb}: {(int)status}{word}{detail}");
    }

    public static string Short(string text, Redactor redactor)
    {
        string line = redactor.Line(text).Trim();
        return line.Length <= LongestMessage ? line : line[..LongestMessage];
    }

    private static FirestoreErrorKind Kind(int status, string? word) => (status, word) switch
    {
        (429, _) or (_, "RESOURCE_EXHAUSTED") => FirestoreErrorKind.Quota,
        (401, _) => FirestoreErrorKind.Credentials,
        (403, _) => FirestoreErrorKind.Permission,
        (404, _) => FirestoreErrorKind.NotFound,
        (400, _) or (413, _) => FirestoreErrorKind.Invalid,
        (408 or 409, _) or ( >= 500, _) => FirestoreErrorKind.Unavailable,
        _ => FirestoreErrorKind.Unexpected,
    };

    private static FirestoreWire.ErrorBody? Error(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, FirestoreWireJson.Default.ErrorAnswer)?.Error;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
