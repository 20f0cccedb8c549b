using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace HedgeFlow.Stages.Intel.Factors;

/// <summary>
/// Sums over columns, four lanes at a time. The width is fixed and products are rounded before they are added, so that every
/// machine gives the same bits.
/// </summary>
internal static class ColumnMath
{
    private const int Lanes = 4;

    public static double Sum(ReadOnlySpan<double> values)
    {
        ref double start = ref MemoryMarshal.GetReference(values);
        Vector256<double> sums = Vector256<double>.Zero;
        int i = 0;
        for (; i <= values.Length - Lanes; i += Lanes)
        {
            sums += Vector256.LoadUnsafe(ref start, (nuint)i);
        }

        double total = Total(sums);
        for (; i < values.Length; i++)
        {
            total += values[i];
        }

        return total;
    }

    /// <summary>Sum of the products, pair by pair; the spans are of one length.</summary>
    public static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        ref double a = ref MemoryMarshal.GetReference(left);
        ref double b = ref MemoryMarshal.GetReference(right);
        Vector256<double> even = Vector256<double>.Zero;
        Vector256<double> odd = Vector256<double>.Zero;
        int length = Math.Min(left.Length, right.Length);
        int i = 0;
        for (; i <= length - 2 * Lanes; i += 2 * Lanes)
        {
            even += Vector256.LoadUnsafe(ref a, (nuint)i) * Vector256.LoadUnsafe(ref b, (nuint)i);
            odd += Vector256.LoadUnsafe(ref a, (nuint)(i + Lanes)) * Vector256.LoadUnsafe(ref b, (nuint)(i + Lanes));
        }

        double total = Total(even + odd);
        for (; i < length; i++)
        {
            total += left[i] * right[i];
        }

        return total;
    }

    /// <summary>Sum of the squared distances from <paramref name="centre"/>.</summary>
    public static double SquaredDistances(ReadOnlySpan<double> values, double centre)
    {
        ref double start = ref MemoryMarshal.GetReference(values);
        Vector256<double> centres = Vector256.Create(centre);
        Vector256<double> sums = Vector256<double>.Zero;
        int i = 0;
        for (; i <= values.Length - Lanes; i += Lanes)
        {
            Vector256<double> distance = Vector256.LoadUnsafe(ref start, (nuint)i) - centres;
            sums += distance * distance;
        }

        double total = Total(sums);
        for (; i < values.Length; i++)
        {
            total += (values[i] - centre) * (values[i] - centre);
        }

        return total;
    }

    /// <summary><paramref name="target"/> − <paramref name="factor"/> · <paramref name="values"/>, in place; the spans are of one length.</summary>
    public static void SubtractScaled(Span<double> target, ReadOnlySpan<double> values, double factor)
    {
        ref double to = ref MemoryMarshal.GetReference(target);
        ref double from = ref MemoryMarshal.GetReference(values);
        Vector256<double> factors = Vector256.Create(factor);
        int length = Math.Min(target.Length, values.Length);
        int i = 0;
        for (; i <= length - Lanes; i += Lanes)
        {
            (Vector256.LoadUnsafe(ref to, (nuint)i) - factors * Vector256.LoadUnsafe(ref from, (nuint)i)).StoreUnsafe(ref to, (nuint)i);
        }

        for (; i < length; i++)
        {
            target[i] -= factor * values[i];
        }
    }

    private static double Total(Vector256<double> sums) =>
        (sums.GetElement(0) + sums.GetElement(1)) + (sums.GetElement(2) + sums.GetElement(3));
}
