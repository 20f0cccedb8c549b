using System.Text.Json;
using System.Text.Json.Nodes;

namespace HedgeFlow.Domain;

/// <summary>
/// A JSON object held as values until somebody writes it: the executor fills one in for a few hundred bytes where a tree of nodes
/// would take many thousand, and the journal's thread encodes it. Immutable, safe to read from several threads.
/// </summary>
public abstract class DeferredObject
{
    private JsonObject? _nodes;

    /// <summary>The object as nodes, made when first asked for. Nobody changes it.</summary>
    public JsonObject Nodes => Volatile.Read(ref _nodes) ?? Keep();

    /// <summary>Bytes that the object will about have, between half and twice as many.</summary>
    public abstract int EstimatedSize { get; }

    /// <summary>Writes the members in their order; the caller has begun the object and ends it.</summary>
    public abstract void WriteMembers(Utf8JsonWriter writer);

    /// <summary>The text of a member, without making nodes where the type can tell it; null when there is no such text.</summary>
    public abstract string? TextOf(string member);

    /// <summary>Makes the nodes.</summary>
    protected abstract JsonObject Build();

    private JsonObject Keep()
    {
        // Two threads may both build it; the same bytes, so either copy will do.
        JsonObject built = Build();
        return Interlocked.CompareExchange(ref _nodes, built, null) ?? built;
    }
}
