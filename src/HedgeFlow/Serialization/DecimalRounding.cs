using System.Globalization;

namespace HedgeFlow.Serialization;

/// <summary>
/// Decimal rounding of doubles, half to even on the exact binary value: a tie is a tie only when the double itself lies
/// exactly in the middle. Scaling alone can be one unit off, so the error of the scaling is taken into account.
/// Source: state contract, rounding rules.
/// </summary>
public static class DecimalRounding
{
    private static readonly double[] Powers = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9];

    /// <summary>The double nearest to the decimal with <paramref name="decimals"/> (0 to 9) places; non-finite stays as it is.</summary>
    public static double Round(double value, int decimals)
    {
        if (!double.IsFinite(value) || decimals == 0)
        {
            return Math.Round(value, MidpointRounding.ToEven);
        }

        double whole = Math.Truncate(value);
        double units = Units(Math.Abs(value - whole), decimals);
        if (units == 0)
        {
            return whole;
        }

        double power = Powers[decimals];
        double magnitude = Math.Abs(whole);
        // Below 2^53 units the quotient is correctly rounded from two exact integers.
        double rounded = magnitude * power + units < 9007199254740992.0 ? (magnitude * power + units) / power : magnitude + units / power;
        return Math.CopySign(rounded, value);
    }

    /// <summary>Text with exactly <paramref name="decimals"/> (0 to 9) places, a minus sign also for a negative value that rounds to zero.</summary>
    public static string Fixed(double value, int decimals)
    {
        Span<char> usual = stackalloc char[32];
        if (TryFormat(value, decimals, usual, out int written))
        {
            return new string(usual[..written]);
        }

        char[] longest = new char[340];
        return TryFormat(value, decimals, longest, out written) ? new string(longest, 0, written) : "";
    }

    /// <summary>As <see cref="Fixed"/>, into a buffer; false when the value is not finite or does not fit.</summary>
    public static bool TryFormat(double value, int decimals, Span<char> buffer, out int written)
    {
        written = 0;
        if (!double.IsFinite(value))
        {
            return false;
        }

        double whole = decimals == 0 ? Math.Round(value, MidpointRounding.ToEven) : Math.Truncate(value);
        double units = decimals == 0 ? 0 : Units(Math.Abs(value - whole), decimals);
        double magnitude = Math.Abs(whole);
        if (units >= Powers[decimals])
        {
            units = 0;
            magnitude += 1;
        }

        if (double.IsNegative(value))
        {
            if (buffer.IsEmpty)
            {
                return false;
            }

            buffer[written++] = '-';
        }

        int digits;
        bool fits = magnitude < 1e15
            ? ((long)magnitude).TryFormat(buffer[written..], out digits, default, CultureInfo.InvariantCulture)
            : magnitude.TryFormat(buffer[written..], out digits, "F0", CultureInfo.InvariantCulture);
        written += digits;
        if (!fits || decimals == 0)
        {
            return fits;
        }

        if (buffer.Length < written + 1 + decimals)
        {
            return false;
        }

        buffer[written] = '.';
        long rest = (long)units;
        for (int i = decimals; i > 0; i--)
        {
            buffer[written + i] = (char)('0' + rest % 10);
            rest /= 10;
        }

        written += 1 + decimals;
        return true;
    }

    /// <summary>How many units of the last place the fraction (0 ≤ f &lt; 1) rounds to; may be a whole one.</summary>
    private static double Units(double fraction, int decimals)
    {
        double power = Powers[decimals];
        double scaled = fraction * power;
        double floor = Math.Floor(scaled);
        double aboveHalf = scaled - floor - 0.5;
        if (aboveHalf == 0)
        {
            // The scaled value sits on the tie; whether the exact one does is in the product's rounding error.
            double error = Math.FusedMultiplyAdd(fraction, power, -scaled);
            return error > 0 || error == 0 && floor % 2 != 0 ? floor + 1 : floor;
        }

        return aboveHalf > 0 ? floor + 1 : floor;
    }
}
