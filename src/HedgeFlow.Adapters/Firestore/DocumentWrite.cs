using System.Text.Json.Nodes;

namespace HedgeFlow.Adapters.Firestore;

/// <summary>One document to set.</summary>
/// <param name="Path">Path below the database, an even number of segments.</param>
/// <param name="Fields">The content.</param>
/// <param name="Merge">
/// True: only the top-level fields of <paramref name="Fields"/> are replaced, each as a whole, others stay; false: the document is replaced.
/// </param>
public sealed record DocumentWrite(string Path, JsonObject Fields, bool Merge);
