using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Publish;

/// <summary>Age and health of a NAV measurement. Source: state contract, NAV age, freshness, sources.</summary>
public static class NavFreshness
{
    /// <summary>Seconds.</summary>
    public const double DefaultThreshold = 3600;

    private static readonly IReadOnlyDictionary<string, bool> NoFlags = new Dictionary<string, bool>();

    /// <summary>Of a measurement <c>{ts, nav | nav_usd | nav_total, sources_ok?, source_health?, stale_flags?}</c>; anything else is none.</summary>
    public static NavHealth Of(JsonNode? measurement, double now, double? threshold)
    {
        if (measurement is not JsonObject map)
        {
            return Of(null, null, false, NoFlags, now, threshold);
        }

        var health = map["source_health"] as JsonObject;
        IReadOnlyDictionary<string, bool> flags = map["stale_flags"] is JsonObject given
            ? Flags(given, negate: false)
            : health is not null ? Flags(health, negate: true) : NoFlags;
        bool ok = health is { Count: > 0 }
            ? health.All(source => Coerce.Flag(source.Value))
            : map["sources_ok"] is not { } explicitly || Coerce.Flag(explicitly);
        return Of(IsoTime.Parse(map["ts"]), Coerce.First(map, "nav", "nav_usd", "nav_total"), ok, flags, now, threshold);
    }

    /// <summary>Of a measurement at <paramref name="ts"/>; null, 0 or less = never measured.</summary>
    public static NavHealth Of(
        double? ts, double? nav, bool sourcesOk, IReadOnlyDictionary<string, bool>? staleFlags, double now, double? threshold)
    {
        IReadOnlyDictionary<string, bool> flags = staleFlags ?? NoFlags;
        double limit = threshold is > 0 and { } given && double.IsFinite(given) ? given : DefaultThreshold;
        double? measured = ts is > 0 and { } time && double.IsFinite(time) ? time : null;
        double? age = now - measured is { } seconds ? Math.Max(0, seconds) : null;
        bool ok = age is not null && sourcesOk && !(flags.Count > 0 && flags.Values.Any(stale => stale));
        return new NavHealth
        {
            AgeS = age,
            SourcesOk = ok,
            StaleFlags = flags,
            Fresh = ok && age < limit,
            Stale = age is null || age > limit,
            ThresholdS = limit,
            CacheTs = measured,
            NavTotal = nav,
        };
    }

    private static OrderedDictionary<string, bool> Flags(JsonObject map, bool negate)
    {
        var flags = new OrderedDictionary<string, bool>(StringComparer.Ordinal);
        foreach (KeyValuePair<string, JsonNode?> source in map)
        {
            flags[source.Key] = Coerce.Flag(source.Value) != negate;
        }

        return flags;
    }
}
