using System.Text.Json.Nodes;

namespace HedgeFlow.Stages.Publish;

/// <summary>
/// What an earlier run left outside <c>logs/state/</c>; null = no such file, or one that is no JSON (the host puts such a file aside).
/// </summary>
/// <param name="NavLog">Content of <c>nav_log.json</c>.</param>
/// <param name="PeakState">Content of <c>cache/peak_state.json</c>.</param>
/// <param name="TpSl">Content of <c>cache/position_tp_sl.json</c>.</param>
public sealed record TickCaches(JsonNode? NavLog = null, JsonNode? PeakState = null, JsonNode? TpSl = null)
{
    /// <summary>A first start.</summary>
    public static TickCaches Empty { get; } = new();
}
