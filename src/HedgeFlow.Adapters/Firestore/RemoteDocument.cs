using System.Text.Json.Nodes;

namespace HedgeFlow.Adapters.Firestore;

/// <summary>A document as the remote holds it.</summary>
/// <param name="Path">Path below the database.</param>
/// <param name="Fields">Its content, or the part that was asked for.</param>
/// <param name="UpdateTime">The remote's own time of the last change, as text; changes with every write.</param>
public sealed record RemoteDocument(string Path, JsonObject Fields, string UpdateTime);
