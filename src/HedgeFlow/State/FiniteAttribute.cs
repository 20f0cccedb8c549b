namespace HedgeFlow.State;

/// <summary>The contract wants a number here, never null. Doubles without this mark may be null in a file.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FiniteAttribute : Attribute;
