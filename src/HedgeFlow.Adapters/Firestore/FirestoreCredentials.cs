using System.Text;
using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Adapters.Firestore;

/// <summary>Finds the service account: the first source that applies decides. Source: services contract, credentials.</summary>
public static class FirestoreCredentials
{
    private const long LargestFile = 1 << 20;

    /// <summary>The account; null when there is none.</summary>
    /// <param name="variable">Reads an environment variable; blank counts as unset.</param>
    /// <param name="defaultFile">The file looked at last, for example <c>config/firebase_creds.json</c>.</param>
    /// <param name="problem">Why there is none, or why it cannot be used; names a step, never a value or a path.</param>
    public static FirestoreAccount? Find(Func<string, string?> variable, string defaultFile, out string? problem)
    {
        ArgumentNullException.ThrowIfNull(variable);
        if (ExistingFile(variable("FIREBASE_CREDS_PATH")) is { } path)
        {
            return OfFile(1, path, out problem);
        }

        if (variable("FIREBASE_CREDS_JSON")?.Trim() is { Length: > 0 } json)
        {
            return Of(2, json.StartsWith('{') ? json : FromBase64(json), out problem);
        }

        if (ExistingFile(variable("GOOGLE_APPLICATION_CREDENTIALS")) is { } google)
        {
            return OfFile(3, google, out problem);
        }

        if (ExistingFile(defaultFile) is { } file)
        {
            return OfFile(4, file, out problem);
        }

        problem = "no credentials: set FIREBASE_CREDS_PATH, FIREBASE_CREDS_JSON or GOOGLE_APPLICATION_CREDENTIALS";
        return null;
    }

    /// <summary>As <see cref="Find"/>, but the absence of usable credentials is an error.</summary>
    /// <exception cref="FirestoreException">No usable credentials.</exception>
    public static FirestoreAccount Require(Func<string, string?> variable, string defaultFile) =>
        Find(variable, defaultFile, out string? problem) ?? throw new FirestoreException(FirestoreErrorKind.Credentials, problem!);

    private static string? ExistingFile(string? path) => path?.Trim() is { Length: > 0 } name && File.Exists(name) ? name : null;

    private static FirestoreAccount? OfFile(int step, string path, out string? problem)
    {
        try
        {
            if (new FileInfo(path).Length <= LargestFile)
            {
                return Of(step, File.ReadAllText(path), out problem);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problem = $"credentials step {step}: the file cannot be read";
            return null;
        }

        problem = $"credentials step {step}: the file is too large";
        return null;
    }

    private static FirestoreAccount? Of(int step, string? json, out string? problem)
    {
        if (JsonNodes.TryParse(json, out _) is not JsonObject document)
        {
            problem = $"credentials step {step}: not a JSON object, raw or in base64";
            return null;
        }

        string project = Field("project_id"), email = Field("client_email"), key = Field("private_key");
        string[] missing = [.. new[] { ("project_id", project), ("client_email", email), ("private_key", key) }.Where(f => f.Item2.Length == 0).Select(f => f.Item1)];
        problem = missing.Length == 0 ? null : $"credentials step {step}: missing {string.Join(", ", missing)}";
        return problem is null ? new FirestoreAccount(step, project, email, key, TokenAddress(Field("token_uri"))) : null;

        string Field(string name) => Coerce.Text(document[name])?.Trim() ?? "";
    }

    /// <summary>A signed assertion is sent there, so it must be encrypted or stay on this machine.</summary>
    private static string? TokenAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.IsLoopback) ? text : null;

    private static string? FromBase64(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out int written) ? Encoding.UTF8.GetString(bytes, 0, written) : null;
    }
}
