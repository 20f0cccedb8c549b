using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.Publish;

/// <summary>After how many idle seconds a channel is reported; 0 = never. Source: state contract, liveness.</summary>
public sealed record LivenessOptions
{
    public bool Enabled { get; init; }

    public double MaxIdleSignals { get; init; }

    public double MaxIdleOrders { get; init; }

    public double MaxIdleExits { get; init; }

    public double MaxIdleRouterEvents { get; init; }

    /// <summary>From configuration <c>diagnostics.liveness</c>; negative values and garbage are 0.</summary>
    public static LivenessOptions Read(JsonNode? config)
    {
        var map = config as JsonObject;
        return new LivenessOptions
        {
            Enabled = Coerce.Flag(map?["enabled"]),
            MaxIdleSignals = Threshold("max_idle_signals_seconds"),
            MaxIdleOrders = Threshold("max_idle_orders_seconds"),
            MaxIdleExits = Threshold("max_idle_exits_seconds"),
            MaxIdleRouterEvents = Threshold("max_idle_router_events_seconds"),
        };

        double Threshold(string key) => Math.Max(0, Coerce.Number(map?[key]) ?? 0);
    }
}
