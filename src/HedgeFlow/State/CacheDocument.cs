namespace HedgeFlow.State;

/// <summary>
/// A document outside <c>logs/state/</c> that is due to be written: what the engine itself reads again at its next start.
/// Its <see cref="StateSurface.File"/> is a path under the book's log folder.
/// </summary>
/// <param name="Document">Which file.</param>
/// <param name="Payload">Immutable from here on.</param>
public readonly record struct CacheDocument(StateSurface Document, object Payload);
