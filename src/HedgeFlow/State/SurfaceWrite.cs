namespace HedgeFlow.State;

/// <summary>
/// A payload that is due to be written to its surface. It stays as it is until the stage that made it sees its next tick; whoever
/// keeps it longer encodes it before.
/// </summary>
public readonly record struct SurfaceWrite(StateSurface Surface, object Payload);
