namespace HedgeFlow.Adapters.Firestore.Mirror;

/// <summary>How the sync loop is doing, as it stands in <c>state/sync_state</c>.</summary>
/// <param name="Ok">True when the cycle so far went well.</param>
/// <param name="FailCount">Failed cycles since the start.</param>
/// <param name="LastSuccessTs">Epoch seconds of the last good cycle; null = none yet.</param>
public readonly record struct MirrorStatus(bool Ok, long FailCount, double? LastSuccessTs);
