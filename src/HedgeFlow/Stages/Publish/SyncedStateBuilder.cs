using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Publish;

/// <summary>Builds <c>synced_state.json</c>; nothing in its input can make it throw. Source: state contract, synced_state.json.</summary>
public static class SyncedStateBuilder
{
    /// <summary>From a foreign payload: known keys only, everything read by the contract's rules.</summary>
    public static SyncedStateState Build(JsonNode? payload, double now, double? lastKnownGoodNav, string productVersion)
    {
        var map = payload as JsonObject;
        JsonArray rows = Rows(map?["items"]);
        return Build(
            RawJson.Of(rows.Count > 0 ? rows : Rows(map?["positions"])),
            Coerce.First(map, "nav", "nav_usd"),
            Coerce.Text(map?["engine_version"]),
            V6Flags.FromDocument(map?["v6_flags"]),
            IsoTime.Parse(map?["updated_at"]),
            map?["nav_snapshot"] is JsonObject { Count: > 0 } detail ? RawJson.Of(detail) : null,
            now,
            lastKnownGoodNav,
            productVersion);
    }

    /// <summary>From values that are typed already; missing ones fall back.</summary>
    public static SyncedStateState Build(
        RawJson items,
        double? nav,
        string? engineVersion,
        V6Flags flags,
        double? updatedAt,
        RawJson? navSnapshot,
        double now,
        double? lastKnownGoodNav,
        string productVersion) => new()
        {
            Items = items,
            Nav = nav ?? lastKnownGoodNav ?? 0,
            EngineVersion = State.EngineVersion.OrProduct(engineVersion, productVersion),
            V6Flags = flags,
            UpdatedAt = updatedAt ?? now,
            NavSnapshot = navSnapshot,
        };

    private static JsonArray Rows(JsonNode? value)
    {
        var rows = new JsonArray();
        if (value is JsonObject { Count: > 0 })
        {
            rows.Add(value.DeepClone());
        }

        foreach (JsonNode? row in value as JsonArray ?? [])
        {
            if (row is JsonObject)
            {
                rows.Add(row.DeepClone());
            }
        }

        return rows;
    }
}
