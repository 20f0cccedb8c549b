namespace HedgeFlow.Serialization;

/// <summary>The values of one row as JSON texts, by field number.</summary>
internal interface IRowFields
{
    ReadOnlySpan<byte> Value(int field);
}
