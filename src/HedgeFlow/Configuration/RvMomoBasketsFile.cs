using System.Text.Json.Nodes;

namespace HedgeFlow.Configuration;

/// <summary>Form of <c>rv_momo_baskets.json</c>. Source: factor contract, baskets.</summary>
internal static class RvMomoBasketsFile
{
    private static readonly ConfigSchema Schema = new(
    [
        new("pairs", ConfigKey.Block(ConfigSchema.MapOf(ConfigKey.Block(new ConfigSchema(
            [new("long", ConfigKey.Text), new("short", ConfigKey.Text)]))))),
        new("baskets", ConfigKey.Block(ConfigSchema.MapOf(ConfigKey.Texts))),
    ]);

    /// <summary>The file as it is: its reader rejects what is malformed. Null when missing or not JSON.</summary>
    public static JsonNode? Read(ConfigDocument document, ICollection<ConfigProblem> problems)
    {
        ConfigNormalizer.Normalize(document, document.Root, "", Schema, problems);
        return document.Root;
    }
}
