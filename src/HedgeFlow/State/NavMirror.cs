using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.State;

/// <summary>
/// Decides what <c>nav_state.json</c> becomes in one sync cycle: a copy of <c>nav.json</c> that is never newer than it, or the last
/// good copy, marked. Source: state contract, mirror rules.
/// </summary>
public static class NavMirror
{
    /// <summary>Seconds by which a source's clock may be ahead.</summary>
    public const double MaxClockSkew = 5;

    private static readonly string[] EvidenceKeys = ["series", "total_equity", "nav", "nav_usd"];

    /// <summary>The document to write, or null when nothing is to be written.</summary>
    /// <param name="source">Content of <c>nav.json</c>; anything but an object counts as absent.</param>
    /// <param name="previous">Content of the present <c>nav_state.json</c>; anything but an object counts as none.</param>
    /// <param name="riskSnapshot">Content of <c>risk_snapshot.json</c>.</param>
    /// <param name="now">Epoch seconds.</param>
    public static JsonObject? Next(JsonNode? source, JsonNode? previous, JsonNode? riskSnapshot, double now)
    {
        var last = previous as JsonObject;
        bool flagged = last is not null && Coerce.Flag(last["last_known_good"]);
        double? lastTime = last is null ? null : Time(last);
        if (source is JsonObject nav && Accept(nav, lastTime, now) is { } time)
        {
            return time == lastTime && !flagged ? null : Copy(nav, time, riskSnapshot, now);
        }

        return last is null || flagged ? null : Flag(last, now);
    }

    /// <summary>True when the source may be mirrored: it has a NAV above 0 and a time that is possible and not older than the mirror's.</summary>
    /// <inheritdoc cref="Next"/>
    public static bool Accepts(JsonObject source, JsonNode? previous, double now) =>
        Accept(source, previous is JsonObject last ? Time(last) : null, now) is not null;

    /// <summary>The source's time when it may be mirrored, else null.</summary>
    private static double? Accept(JsonObject nav, double? lastTime, double now)
    {
        bool evidence = EvidenceKeys.Any(nav.ContainsKey);
        double? time = Time(nav);
        return evidence && time <= now + MaxClockSkew && Coerce.First(nav, "total_equity", "nav", "nav_usd") > 0 && !(time < lastTime)
            ? time
            : null;
    }

    private static double? Time(JsonObject document) => IsoTime.Parse(document["updated_ts"]) ?? IsoTime.Parse(document["updated_at"]);

    private static JsonObject Copy(JsonObject nav, double time, JsonNode? riskSnapshot, double now)
    {
        var copy = (JsonObject)JsonNodes.FiniteCopy(nav)!;
        copy["updated_ts"] = time;
        copy["updated_at"] = time;
        string? state = Coerce.Text(((riskSnapshot as JsonObject)?["dd_state"] as JsonObject)?["state"]);
        return Ordered(copy, now, state, lastKnownGood: false);
    }

    private static JsonObject Flag(JsonObject last, double now)
    {
        var copy = (JsonObject)JsonNodes.FiniteCopy(last)!;
        return Ordered(copy, now, Coerce.Text(copy["dd_state"]), lastKnownGood: true);
    }

    /// <summary>The contract's keys first, in its order; unknown and legacy keys after them, in theirs.</summary>
    private static JsonObject Ordered(JsonObject copy, double now, string? ddState, bool lastKnownGood)
    {
        copy["synced_at"] = now + 0.0;
        copy["dd_state"] = ddState;
        copy["last_known_good"] = lastKnownGood;
        var ordered = new JsonObject();
        foreach (System.Text.Json.Serialization.Metadata.JsonPropertyInfo property in NavStateState.Surface.TypeInfo.Properties)
        {
            Move(property.Name);
        }

        foreach (string name in copy.Select(member => member.Key).ToList())
        {
            Move(name);
        }

        return ordered;

        void Move(string name)
        {
            if (copy.TryGetPropertyValue(name, out JsonNode? value))
            {
                copy.Remove(name);
                ordered[name] = value;
            }
        }
    }
}
