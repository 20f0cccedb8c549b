using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HedgeFlow.Tests.Support;

/// <summary>Committed files that are made from code. <c>HEDGEFLOW_UPDATE_GOLDEN=1</c> writes them again instead of comparing.</summary>
internal static class Golden
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static bool Update => Environment.GetEnvironmentVariable("HEDGEFLOW_UPDATE_GOLDEN") == "1";

    public static string Text(JsonNode node) => node.ToJsonString(Indented) + "\n";

    /// <summary>Compares a text with the committed file, or writes it.</summary>
    public static void Check(string relativePath, string text)
    {
        string path = Path.Combine(Repository.Root, relativePath);
        if (Update)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
            return;
        }

        Assert.IsTrue(File.Exists(path), $"{relativePath} is missing: run HEDGEFLOW_UPDATE_GOLDEN=1 dotnet test");
        Assert.AreEqual(File.ReadAllText(path), text, $"{relativePath} is not what the code makes: run HEDGEFLOW_UPDATE_GOLDEN=1 dotnet test");
    }
}
