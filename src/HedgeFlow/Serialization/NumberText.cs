using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace HedgeFlow.Serialization;

/// <summary>
/// A number with its JSON text, formatted when the value changes and not before: formatting is most of what a published row costs.
/// The text is the serialiser's: shortest that reads back the same; null for a number that is not finite; 0 for -0.
/// </summary>
internal struct NumberText
{
    private Buffer _text;
    private long _bits;
    private byte _length;

    /// <summary>The JSON text; empty before the first value.</summary>
    [UnscopedRef]
    public readonly ReadOnlySpan<byte> Text => ((ReadOnlySpan<byte>)_text)[.._length];

    /// <summary>Takes a value; false when it is the one before.</summary>
    public bool Set(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        if (_length > 0 && bits == _bits)
        {
            return false;
        }

        _bits = bits;
        _length = (byte)Format(value, _text);
        return true;
    }

    /// <summary>True when value and text are those of <paramref name="other"/>.</summary>
    public readonly bool Is(in NumberText other) => _length > 0 && _bits == other._bits;

    private static int Format(double value, Span<byte> target)
    {
        if (!double.IsFinite(value))
        {
            "null"u8.CopyTo(target);
            return 4;
        }

        return Utf8Formatter.TryFormat(value + 0.0, target, out int written)
            ? written
            : throw new FormatException("a number has no text");
    }

    [InlineArray(Length)]
    private struct Buffer
    {
        private const int Length = 32;

        [SuppressMessage("Style", "IDE0044", Justification = "Filled through the span of the array.")]
        [SuppressMessage("Style", "IDE0051", Justification = "Filled through the span of the array.")]
        private byte _first;
    }
}
