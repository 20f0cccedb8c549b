using HedgeFlow.State;

namespace HedgeFlow.Stages.Publish;

/// <summary>Which channels have been silent for too long. Source: state contract, liveness.</summary>
public static class Liveness
{
    private static readonly LivenessBlock Quiet = new()
    {
        Details = new Dictionary<string, double>(),
        Missing = new Dictionary<string, bool>(),
    };

    /// <param name="options">Thresholds.</param>
    /// <param name="now">Epoch seconds.</param>
    /// <param name="lastSignal">Epoch seconds of the last signal; null = never or unreadable. Likewise the others.</param>
    /// <param name="lastOrder">Last order.</param>
    /// <param name="lastExitTrigger">Last take-profit or stop-loss hit.</param>
    /// <param name="lastRouterEvent">Last send, fill or cancel.</param>
    public static LivenessBlock Evaluate(
        LivenessOptions options, double now, double? lastSignal, double? lastOrder, double? lastExitTrigger, double? lastRouterEvent)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!options.Enabled)
        {
            return Quiet;
        }

        var details = new OrderedDictionary<string, double>(StringComparer.Ordinal);
        var missing = new OrderedDictionary<string, bool>(StringComparer.Ordinal);
        return new LivenessBlock
        {
            IdleSignals = Idle("signals_idle_seconds", lastSignal, options.MaxIdleSignals, always: false),
            IdleOrders = Idle("orders_idle_seconds", lastOrder, options.MaxIdleOrders, always: false),
            IdleExits = Idle("exits_idle_seconds", lastExitTrigger, options.MaxIdleExits, always: false),
            IdleRouter = Idle("router_idle_seconds", lastRouterEvent, options.MaxIdleRouterEvents, always: true),
            Details = details,
            Missing = missing,
        };

        bool Idle(string key, double? last, double threshold, bool always)
        {
            if (threshold == 0 && !always)
            {
                return false;
            }

            if (last is not { } time)
            {
                missing[key] = true;
                details[key] = threshold + 1;
                return threshold > 0;
            }

            double idle = Math.Max(0, now - time);
            details[key] = idle;
            return threshold > 0 && idle > threshold;
        }
    }
}
