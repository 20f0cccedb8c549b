using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.State;

/// <summary>Which engine runs and which contract documents it claims to follow. Source: services contract, engine version.</summary>
/// <param name="Engine">Never empty.</param>
/// <param name="Docs">Version of the manifest, "" when unknown.</param>
/// <param name="Aligned">Both known and equal, and equal to what was expected when something was.</param>
public sealed record EngineVersion(string Engine, string Docs, bool Aligned)
{
    /// <summary>An early contract's placeholder, which no surface may carry.</summary>
    private const string Placeholder = "v6.0-beta-preview";

    /// <param name="versionFile">Text of the <c>VERSION</c> file, null when missing.</param>
    /// <param name="manifestFile">Text of the manifest, null when missing.</param>
    /// <param name="expected">Version asked for; null or "" = none.</param>
    /// <param name="product">Version of the product itself.</param>
    public static EngineVersion Resolve(string? versionFile, string? manifestFile, string? expected, string product)
    {
        string docs = JsonNodes.TryParse(manifestFile, out _) is JsonObject manifest
            ? Coerce.Boolean(manifest["docs_version"]) is null ? Coerce.AsText(manifest["docs_version"])?.Trim() ?? "" : ""
            : "";
        string engine = OrProduct(versionFile, product);
        bool aligned = docs.Length > 0 && engine == docs && (string.IsNullOrEmpty(expected) || engine == expected);
        return new EngineVersion(engine, docs, aligned);
    }

    /// <summary>The text, trimmed; the product's version when it is blank or the placeholder.</summary>
    public static string OrProduct(string? text, string product)
    {
        string trimmed = text?.Trim() ?? "";
        return trimmed.Length == 0 || trimmed == Placeholder ? product : trimmed;
    }
}
