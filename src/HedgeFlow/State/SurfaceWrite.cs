namespace HedgeFlow.State;

/// <summary>A payload that is due to be written to its surface. The payload is immutable from here on.</summary>
public readonly record struct SurfaceWrite(StateSurface Surface, object Payload);
