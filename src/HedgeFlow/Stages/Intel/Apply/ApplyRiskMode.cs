using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.Intel.Apply;

/// <summary>
/// The allocator's risk mode as applying sees it: unknown means cautious, and a stale <c>defensive</c> blocks nothing.
/// Source: intel contract, apply risk mode.
/// </summary>
/// <param name="Mode">normal, cautious, defensive, or whatever the document says, lower case.</param>
/// <param name="Warning">Why it may not be what the allocator meant; null when all is well.</param>
public readonly record struct ApplyRiskMode(string Mode, string? Warning)
{
    private const string Cautious = "cautious";

    /// <summary>
    /// The mode in an allocator document at <paramref name="now"/>; <paramref name="documentTs"/> is its age where it does not
    /// say itself. Times in epoch seconds UTC, <paramref name="maxAgeS"/> in seconds.
    /// </summary>
    public static ApplyRiskMode Of(JsonNode? document, double? documentTs, double now, double maxAgeS)
    {
        if (document is not JsonObject root)
        {
            return new ApplyRiskMode(Cautious, "no allocator state");
        }

        JsonNode? nested = (root["global"] as JsonObject)?["risk_mode"];
        string? mode = Coerce.AsText(Coerce.Truthy(nested) ? nested : root["risk_mode"]);
        return Of(mode, IsoTime.Parse(IntelFields.First(root, "updated_ts", "generated_ts")) ?? documentTs, now, maxAgeS);
    }

    /// <summary>The mode that was set at <paramref name="ts"/>.</summary>
    public static ApplyRiskMode Of(string? mode, double? ts, double now, double maxAgeS)
    {
        string word = mode?.Trim().ToLowerInvariant() is { Length: > 0 } known ? known : Cautious;
        double age = ts is { } set ? Math.Max(0, now - set) : 0;
        return age > maxAgeS
            ? new ApplyRiskMode(word == "defensive" ? Cautious : word, "allocator state is stale")
            : new ApplyRiskMode(word, null);
    }
}
