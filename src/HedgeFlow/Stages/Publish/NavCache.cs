using System.Text.Json.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Publish;

/// <summary>Where the NAV log is kept between runs.</summary>
public static class NavCache
{
    public static StateSurface<RawJson[]> Cache { get; } = new("nav_log", "nav_log.json", NavCacheJson.Default.RawJsonArray);
}

[JsonSerializable(typeof(RawJson[]))]
internal sealed partial class NavCacheJson : JsonSerializerContext;
