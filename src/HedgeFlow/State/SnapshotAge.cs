using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.State;

/// <summary>Age of a published document by the time it carries. Source: services contract, dashboard helpers.</summary>
public static class SnapshotAge
{
    private static readonly string[] Keys = ["updated_at", "updated_ts", "ts", "timestamp", "time"];

    /// <summary>Seconds since the document's first parsable time (then that of its <c>nav</c> member), never negative; null if none.</summary>
    public static double? Of(JsonNode? document, double now)
    {
        var map = document as JsonObject;
        return (Time(map) ?? Time(map?["nav"] as JsonObject)) is { } time ? Math.Max(0, now - time) : null;
    }

    private static double? Time(JsonObject? map)
    {
        foreach (string key in Keys)
        {
            if (IsoTime.Parse(map?[key]) is { } time)
            {
                return time;
            }
        }

        return null;
    }
}
