using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.Risk;

/// <summary>Names of the flags in documents.</summary>
public static class DrawdownStaleFlagNames
{
    private static readonly (DrawdownStaleFlags Flag, string Name)[] All =
    [
        (DrawdownStaleFlags.PeakStateStale, "peak_state_stale"),
        (DrawdownStaleFlags.NavMissing, "nav_missing"),
        (DrawdownStaleFlags.NavSourcesUnhealthy, "nav_sources_unhealthy"),
        (DrawdownStaleFlags.NavCacheStale, "nav_cache_stale"),
    ];

    /// <summary>The raised flags as members that are true.</summary>
    public static JsonObject ToJson(this DrawdownStaleFlags flags)
    {
        var map = new JsonObject();
        foreach ((DrawdownStaleFlags flag, string name) in All)
        {
            if ((flags & flag) != 0)
            {
                map[name] = true;
            }
        }

        return map;
    }

    /// <summary>The flags of members that are true; unknown names are ignored.</summary>
    public static DrawdownStaleFlags Parse(JsonNode? node)
    {
        DrawdownStaleFlags flags = DrawdownStaleFlags.None;
        foreach ((DrawdownStaleFlags flag, string name) in All)
        {
            if (Coerce.Flag((node as JsonObject)?[name]))
            {
                flags |= flag;
            }
        }

        return flags;
    }
}
