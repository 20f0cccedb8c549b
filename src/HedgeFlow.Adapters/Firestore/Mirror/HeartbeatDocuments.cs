using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Adapters.Firestore.Mirror;

/// <summary>The two documents of a service's heartbeat. Source: services contract, documents.</summary>
internal static class HeartbeatDocuments
{
    /// <summary><c>telemetry/health</c> with one member per service.</summary>
    public static DocumentWrite Together(string root, IReadOnlyList<ServiceHeartbeat> beats, double now)
    {
        string? iso = IsoTime.Format(now);
        var fields = new JsonObject();
        foreach (ServiceHeartbeat beat in beats)
        {
            fields[beat.Service] = With(new JsonObject { ["status"] = beat.Status, ["ts"] = iso, ["error_count"] = beat.ErrorCount }, beat.More);
        }

        fields["updated_at"] = iso;
        return new DocumentWrite($"{root}/telemetry/health", fields, Merge: true);
    }

    /// <summary><c>health/{service}</c>.</summary>
    public static DocumentWrite Single(string root, string environment, ServiceHeartbeat beat, double now) => new(
        $"{root}/health/{beat.Service}",
        With(
            new JsonObject
            {
                ["ts"] = now,
                ["env"] = environment,
                ["service"] = beat.Service,
                ["status"] = beat.Status,
                ["error_count"] = beat.ErrorCount,
                ["last_success_ts"] = beat.LastSuccessTs,
            },
            beat.More),
        Merge: false);

    private static JsonObject With(JsonObject document, JsonObject? more)
    {
        foreach (KeyValuePair<string, JsonNode?> member in more ?? [])
        {
            document.TryAdd(member.Key, member.Value?.DeepClone());
        }

        return document;
    }
}
