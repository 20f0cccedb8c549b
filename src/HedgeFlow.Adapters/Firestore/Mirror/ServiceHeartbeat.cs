using System.Text.Json.Nodes;

namespace HedgeFlow.Adapters.Firestore.Mirror;

/// <summary>A sign of life of one service.</summary>
/// <param name="Service">Plain name, for example <c>sync_state</c>.</param>
/// <param name="Status"><c>ok</c> or <c>degraded</c>.</param>
/// <param name="ErrorCount">Failures since the start.</param>
/// <param name="LastSuccessTs">Epoch seconds; null = never.</param>
/// <param name="More">Further members, for example the run id; null = none.</param>
public sealed record ServiceHeartbeat(string Service, string Status, long ErrorCount, double? LastSuccessTs, JsonObject? More = null);
