using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;

namespace HedgeFlow.Serialization;

/// <summary>Collects the secrets that the process was given, so that the redactor knows them by value. Source: services contract, sanitisation.</summary>
public static class SecretValues
{
    /// <summary>No credential file is larger.</summary>
    private const long LargestFile = 1 << 20;

    private static readonly string[] Variables = ["BINANCE_API_KEY", "BINANCE_API_SECRET", "BOT_TOKEN", "CHAT_ID", "FIREBASE_CREDS_JSON"];
    private static readonly string[] CredentialFiles = ["FIREBASE_CREDS_PATH", "GOOGLE_APPLICATION_CREDENTIALS"];
    private static readonly string[] CredentialMembers = ["private_key", "private_key_id", "client_email"];

    /// <summary>The secret set of the contract.</summary>
    /// <param name="variable">Reads an environment variable.</param>
    /// <param name="readFile">Content of a file, null when it cannot be read; never throws.</param>
    /// <param name="defaultCredentials">Credential file that is used when no variable names one.</param>
    public static IReadOnlyList<string> Load(
        Func<string, string?> variable, Func<string, string?> readFile, string defaultCredentials = "config/firebase_creds.json")
    {
        ArgumentNullException.ThrowIfNull(variable);
        ArgumentNullException.ThrowIfNull(readFile);
        var secrets = new List<string>();
        foreach (string name in Variables)
        {
            Add(secrets, variable(name));
        }

        AddMembers(secrets, variable("FIREBASE_CREDS_JSON"));
        foreach (string path in CredentialFiles.Select(variable).Append(defaultCredentials).OfType<string>().Where(path => path.Trim().Length > 0))
        {
            AddMembers(secrets, readFile(path));
        }

        return secrets;
    }

    /// <summary>The same, with the credential files of this machine.</summary>
    public static IReadOnlyList<string> Load(Func<string, string?> variable, string defaultCredentials = "config/firebase_creds.json") =>
        Load(variable, ReadFile, defaultCredentials);

    private static void AddMembers(List<string> secrets, string? document)
    {
        if ((JsonNodes.TryParse(document, out bool valid) is JsonObject parsed && valid ? parsed : FromBase64(document)) is not { } map)
        {
            return;
        }

        foreach (string member in CredentialMembers)
        {
            Add(secrets, Coerce.Text(map[member]));
        }
    }

    private static JsonObject? FromBase64(string? text)
    {
        if (text is null || !Base64.IsValid(text))
        {
            return null;
        }

        return JsonNodes.TryParse(Encoding.UTF8.GetString(Convert.FromBase64String(text)), out _) as JsonObject;
    }

    private static void Add(List<string> secrets, string? value)
    {
        if (value?.Trim() is { Length: > 0 } secret)
        {
            secrets.Add(secret);
        }
    }

    private static string? ReadFile(string path)
    {
        try
        {
            return new FileInfo(path) is { Exists: true, Length: <= LargestFile } ? File.ReadAllText(path) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
