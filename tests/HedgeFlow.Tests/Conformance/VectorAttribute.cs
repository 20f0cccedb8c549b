namespace HedgeFlow.Tests.Conformance;

/// <summary>
/// Marks a static method <c>JsonNode? M(JsonNode? input)</c> as the adapter of one vector file: it calls the product's
/// own function on the case's input and returns what the product returned, as JSON.
/// </summary>
/// <param name="name">Area and file without ending, for example <c>state/number</c>.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class VectorAttribute(string name) : Attribute
{
    public string Name { get; } = name;

    /// <summary>The whole result is compared with exact key sets (otherwise expected ⊆ actual).</summary>
    public bool Exact { get; init; }

    /// <summary>Members, at any depth, whose objects are compared with exact key sets; comma separated.</summary>
    public string ExactAt { get; init; } = "";

    /// <summary>Absolute tolerance of numbers; the relative one is always 1e-9.</summary>
    public double Absolute { get; init; } = 1e-12;

    /// <summary>Adapters whose tolerance stands in the case itself: the member of input that holds it.</summary>
    public string ToleranceMember { get; init; } = "";
}
