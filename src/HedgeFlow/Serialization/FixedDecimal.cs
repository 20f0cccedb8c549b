namespace HedgeFlow.Serialization;

/// <summary>A number as text with a fixed count of decimals (see <see cref="DecimalRounding"/>), written straight into interpolated texts.</summary>
public readonly record struct FixedDecimal(double Value, int Decimals) : ISpanFormattable
{
    /// <summary>A value that is not finite is no text at all: false would make the caller look for ever for a larger buffer.</summary>
    public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        charsWritten = 0;
        return !double.IsFinite(Value) || DecimalRounding.TryFormat(Value, Decimals, destination, out charsWritten);
    }

    public string ToString(string? format, IFormatProvider? formatProvider) => ToString();

    public override string ToString() => DecimalRounding.Fixed(Value, Decimals);
}
