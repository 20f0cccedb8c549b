namespace HedgeFlow.State;

/// <summary>What stands behind a property whose value writes itself: the element type, in a list, in a map or alone.</summary>
/// <param name="type">Type with a contract in the same serializer context.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SchemaOfAttribute(Type type) : Attribute
{
    public Type Type { get; } = type;

    /// <summary>The property holds a list of <see cref="Type"/>.</summary>
    public bool List { get; init; }

    /// <summary>The property holds a map from text to <see cref="Type"/>.</summary>
    public bool Map { get; init; }

    /// <summary>The property may be null.</summary>
    public bool Nullable { get; init; }
}
