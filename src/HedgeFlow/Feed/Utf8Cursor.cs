using System.Globalization;
using System.Runtime.CompilerServices;

namespace HedgeFlow.Feed;

/// <summary>
/// Walks over a line that is expected to have a known shape. Every method either takes what it expects and moves on,
/// or returns false and leaves the caller to give the line to a general parser: nothing invalid is ever taken.
/// </summary>
internal ref struct Utf8Cursor(ReadOnlySpan<byte> line)
{
    private static readonly double[] PowersOfTen =
    [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ];

    private const ulong ExactMantissaLimit = 1UL << 53;

    private readonly ReadOnlySpan<byte> _line = line;
    private int _at;

    public readonly bool AtEnd => _at == _line.Length;

    /// <summary>Takes these bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Take(ReadOnlySpan<byte> expected)
    {
        if (!_line[_at..].StartsWith(expected))
        {
            return false;
        }

        _at += expected.Length;
        return true;
    }

    /// <summary>Takes this byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Take(byte expected)
    {
        if ((uint)_at >= (uint)_line.Length || _line[_at] != expected)
        {
            return false;
        }

        _at++;
        return true;
    }

    /// <summary>Takes the rest of a text behind its opening quote, closing quote included; plain ASCII without escapes only.</summary>
    public bool TakeText(out ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> rest = _line[_at..];
        for (int i = 0; i < rest.Length; i++)
        {
            byte c = rest[i];
            if (c == '"')
            {
                text = rest[..i];
                _at += i + 1;
                return true;
            }

            if (c is < 0x20 or >= 0x80 or (byte)'\\')
            {
                break;
            }
        }

        text = default;
        return false;
    }

    public bool TakeFlag(out bool flag)
    {
        if (Take("true"u8))
        {
            flag = true;
            return true;
        }

        flag = false;
        return Take("false"u8);
    }

    /// <summary>Takes an integer of at most 18 digits.</summary>
    public bool TakeInteger(out long value)
    {
        ReadOnlySpan<byte> rest = _line[_at..];
        bool negative = !rest.IsEmpty && rest[0] == '-';
        int start = negative ? 1 : 0;
        int i = start;
        value = 0;
        while (i < rest.Length && rest[i] is >= (byte)'0' and <= (byte)'9')
        {
            value = value * 10 + (rest[i++] - '0');
            if (i - start > 18)
            {
                return false;
            }
        }

        if (i == start || (rest[start] == '0' && i - start > 1) || (i < rest.Length && rest[i] is (byte)'.' or (byte)'e' or (byte)'E'))
        {
            return false;
        }

        value = negative ? -value : value;
        _at += i;
        return true;
    }

    /// <summary>Takes a finite number, or <c>null</c>, which gives NaN. The double is the nearest one; -0 becomes 0.</summary>
    public bool TakeNumber(out double value)
    {
        ReadOnlySpan<byte> rest = _line[_at..];
        int i = 0;
        bool negative = false;
        if (!rest.IsEmpty && rest[0] == '-')
        {
            negative = true;
            i = 1;
        }

        int digitsStart = i;
        ulong mantissa = 0;
        uint digit;
        while ((uint)i < (uint)rest.Length && (digit = (uint)rest[i] - '0') <= 9)
        {
            mantissa = mantissa * 10 + digit;
            i++;
        }

        int integerDigits = i - digitsStart;
        if (integerDigits == 0)
        {
            value = double.NaN;
            return !negative && Take("null"u8);
        }

        if (integerDigits > 1 && rest[digitsStart] == '0')
        {
            value = 0;
            return false;
        }

        int fraction = 0;
        if ((uint)i < (uint)rest.Length && rest[i] == '.')
        {
            int fractionStart = ++i;
            while ((uint)i < (uint)rest.Length && (digit = (uint)rest[i] - '0') <= 9)
            {
                mantissa = mantissa * 10 + digit;
                i++;
            }

            fraction = i - fractionStart;
            if (fraction == 0)
            {
                value = 0;
                return false;
            }
        }

        bool exponent = (uint)i < (uint)rest.Length && (rest[i] | 0x20) == 'e';
        if (exponent || integerDigits + fraction > 19 || mantissa > ExactMantissaLimit || fraction > 22)
        {
            return TakeLongNumber(rest, i, exponent, out value);
        }

        // Mantissa and power are exact doubles, so their quotient is the correctly rounded value of the text.
        value = mantissa / PowersOfTen[fraction];
        value = (negative ? -value : value) + 0.0;
        _at += i;
        return true;
    }

    private bool TakeLongNumber(ReadOnlySpan<byte> rest, int end, bool exponent, out double value)
    {
        value = 0;
        if (exponent)
        {
            end++;
            if (end < rest.Length && rest[end] is (byte)'+' or (byte)'-')
            {
                end++;
            }

            int exponentStart = end;
            while (end < rest.Length && rest[end] is >= (byte)'0' and <= (byte)'9')
            {
                end++;
            }

            if (end == exponentStart)
            {
                return false;
            }
        }

        if (!double.TryParse(rest[..end], NumberStyles.Float, CultureInfo.InvariantCulture, out value) || !double.IsFinite(value))
        {
            return false;
        }

        value += 0.0;
        _at += end;
        return true;
    }
}
