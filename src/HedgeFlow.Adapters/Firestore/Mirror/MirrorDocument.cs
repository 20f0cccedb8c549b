using System.Text.Json.Nodes;

namespace HedgeFlow.Adapters.Firestore.Mirror;

/// <summary>One row of the document table: where it goes, how it is set, what it holds.</summary>
/// <param name="Path">Path below the database.</param>
/// <param name="Merge">Whether fields that the content lacks stay at the remote.</param>
/// <param name="Build">The content from its sources; null when they are absent: the last good copy stays.</param>
/// <param name="Stamp">True when the content gets <c>mirrored_at</c>.</param>
internal sealed record MirrorDocument(string Path, bool Merge, Func<JsonObject?> Build, bool Stamp);
