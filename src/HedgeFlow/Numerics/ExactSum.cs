using System.Numerics;

namespace HedgeFlow.Numerics;

/// <summary>
/// A sum of doubles without any rounding until it is read: adding and removing are exact inverses in any order, so a
/// sliding window never drifts and always reads what a fresh sum over its members reads. Non-finite terms are refused.
/// A fixed-point accumulator of 32-bit digits with room for carries, as wide as the terms need. Single-threaded.
/// </summary>
public sealed class ExactSum
{
    private const int DigitBits = 32;

    /// <summary>Exponent of the least bit of digit 0: that of the smallest subnormal.</summary>
    private const int LeastExponent = -1074;

    private long[] _digits = [];
    private int _first;

    /// <summary>The sum, rounded once to the nearest double (ties to even); 0 when empty.</summary>
    public double Value => Round(Total(out int exponent), exponent);

    public bool Add(double term) => Accumulate(term, 1);

    /// <summary>Takes away a term that was added before.</summary>
    public bool Remove(double term) => Accumulate(term, -1);

    /// <summary>Adds the square of a term, exactly.</summary>
    public void AddSquare(double term) => Square(term, 1);

    public void RemoveSquare(double term) => Square(term, -1);

    /// <summary>
    /// Sample variance (n − 1) from the exact sums of <paramref name="count"/> values and of their squares: no cancellation,
    /// and exactly 0 for equal values. 0 below two values.
    /// </summary>
    public static double Variance(int count, ExactSum sum, ExactSum squares)
    {
        ArgumentNullException.ThrowIfNull(sum);
        ArgumentNullException.ThrowIfNull(squares);
        if (count < 2)
        {
            return 0;
        }

        BigInteger total = sum.Total(out int sumExponent);
        BigInteger raw = squares.Total(out int squaresExponent);
        int exponent = Math.Min(squaresExponent, 2 * sumExponent);
        BigInteger spread = (count * raw << (squaresExponent - exponent)) - (total * total << (2 * sumExponent - exponent));
        return Round(spread, exponent) / ((double)count * (count - 1));
    }

    private void Square(double term, int sign)
    {
        double product = term * term;
        if (double.IsFinite(product))
        {
            Accumulate(product, sign);
            Accumulate(Math.FusedMultiplyAdd(term, term, -product), sign);
        }
    }

    private bool Accumulate(double term, int sign)
    {
        if (!double.IsFinite(term))
        {
            return false;
        }

        if (term == 0)
        {
            return true;
        }

        long bits = BitConverter.DoubleToInt64Bits(term);
        int biased = (int)(bits >> 52) & 0x7FF;
        long mantissa = bits & 0xF_FFFF_FFFF_FFFF;
        mantissa |= biased == 0 ? 0 : 1L << 52;
        int place = Math.Max(biased, 1) - 1;
        sign = bits < 0 ? -sign : sign;

        int digit = place / DigitBits;
        EnsureRange(digit, digit + 2);
        var wide = (UInt128)(ulong)mantissa << (place % DigitBits);
        int at = digit - _first;
        _digits[at] += sign * (long)(uint)wide;
        _digits[at + 1] += sign * (long)(uint)(wide >> DigitBits);
        _digits[at + 2] += sign * (long)(uint)(wide >> (2 * DigitBits));
        return true;
    }

    private void EnsureRange(int low, int high)
    {
        if (_digits.Length == 0)
        {
            _first = low;
            _digits = new long[high - low + 1];
            return;
        }

        int first = Math.Min(_first, low);
        int last = Math.Max(_first + _digits.Length - 1, high);
        if (last - first + 1 > _digits.Length)
        {
            var wider = new long[last - first + 1];
            _digits.CopyTo(wider, _first - first);
            _first = first;
            _digits = wider;
        }
    }

    /// <summary>The exact sum as an integer times two to the <paramref name="exponent"/>.</summary>
    private BigInteger Total(out int exponent)
    {
        exponent = LeastExponent + DigitBits * _first;
        BigInteger total = BigInteger.Zero;
        for (int i = _digits.Length - 1; i >= 0; i--)
        {
            total = (total << DigitBits) + _digits[i];
        }

        return total;
    }

    private static double Round(BigInteger value, int exponent)
    {
        bool negative = value.Sign < 0;
        BigInteger magnitude = BigInteger.Abs(value);
        long length = magnitude.GetBitLength();
        if (length == 0)
        {
            return 0;
        }

        // Bits below the smallest subnormal exist only in the variance; they fall under the same rounding.
        int drop = (int)Math.Max(length - 53, LeastExponent - exponent);
        if (drop > 0)
        {
            BigInteger kept = magnitude >> drop;
            BigInteger rest = magnitude - (kept << drop);
            int half = rest.CompareTo(BigInteger.One << (drop - 1));
            if (half > 0 || (half == 0 && !kept.IsEven))
            {
                kept += BigInteger.One;
            }

            magnitude = kept;
            exponent += drop;
        }

        double rounded = Math.ScaleB((double)magnitude, exponent);
        return negative ? -rounded : rounded;
    }
}
