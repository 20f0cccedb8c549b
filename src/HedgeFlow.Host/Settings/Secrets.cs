using System.Text;
using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Host.Settings;

/// <summary>Values that must never appear in any output. Source: services contract, sanitisation.</summary>
internal static class Secrets
{
    private static readonly string[] Variables = ["BINANCE_API_KEY", "BINANCE_API_SECRET", "BOT_TOKEN", "CHAT_ID", "FIREBASE_CREDS_JSON"];
    private static readonly string[] CredentialFields = ["private_key", "private_key_id", "client_email"];

    public static IReadOnlyList<string> Load(EnvironmentReader environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        var values = new List<string>();
        foreach (string variable in Variables)
        {
            if (environment.Text(variable) is { } value)
            {
                values.Add(value);
            }
        }

        if (environment.Text("FIREBASE_CREDS_JSON") is { } json)
        {
            AddCredentials(values, json);
            AddCredentials(values, FromBase64(json));
        }

        foreach (string? path in (IEnumerable<string?>)[environment.Text("FIREBASE_CREDS_PATH"), environment.Text("GOOGLE_APPLICATION_CREDENTIALS"), "config/firebase_creds.json"])
        {
            if (path is not null && File.Exists(path) && new FileInfo(path).Length < 1 << 20)
            {
                AddCredentials(values, File.ReadAllText(path));
            }
        }

        return values;
    }

    private static void AddCredentials(List<string> values, string? json)
    {
        if (JsonNodes.TryParse(json, out _) is not JsonObject document)
        {
            return;
        }

        foreach (string field in CredentialFields)
        {
            if (Coerce.Text(document[field]) is { Length: > 0 } value)
            {
                values.Add(value);
            }
        }
    }

    private static string? FromBase64(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out int written) ? Encoding.UTF8.GetString(bytes, 0, written) : null;
    }
}
