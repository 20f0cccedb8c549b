using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using HedgeFlow.Domain;
using HedgeFlow.Numerics;

namespace HedgeFlow.Tests.Numerics;

[TestClass]
public sealed class ExactSumTests
{
    [TestMethod]
    public void A_sliding_sum_reads_what_a_fresh_one_reads_and_is_the_rounded_exact_sum() =>
        Prop.ForAll<int>(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new SeededRandom((ulong)seed);
            var sum = new ExactSum();
            var terms = new List<double>();
            for (int i = 0; i < 120; i++)
            {
                if (terms.Count > 0 && random.NextUnit() < 0.4)
                {
                    int at = random.NextIndex(terms.Count);
                    sum.Remove(terms[at]);
                    terms.RemoveAt(at);
                }
                else
                {
                    double term = (random.NextUnit() - 0.5) * Math.Pow(2, random.NextIndex(220) - 110);
                    sum.Add(term);
                    terms.Add(term);
                }
            }

            var fresh = new ExactSum();
            terms.ForEach(term => fresh.Add(term));
            Assert.AreEqual(fresh.Value, sum.Value);
            Assert.AreEqual(Rounded(terms), sum.Value);
        }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void Large_terms_that_cancel_leave_the_small_one()
    {
        var sum = new ExactSum();
        Assert.AreEqual(0.0, sum.Value);
        foreach (double term in (double[])[1e308, 1.5, 1e308, -1e308, double.Epsilon, -1e308])
        {
            Assert.IsTrue(sum.Add(term));
        }

        Assert.AreEqual(1.5, sum.Value);
        sum.Remove(1.5);
        Assert.AreEqual(double.Epsilon, sum.Value);
        Assert.IsFalse(sum.Add(double.NaN));
        Assert.IsFalse(sum.Remove(double.PositiveInfinity));
        Assert.AreEqual(double.Epsilon, sum.Value);
    }

    [TestMethod]
    public void A_sum_beyond_the_range_is_infinite_and_comes_back()
    {
        var sum = new ExactSum();
        sum.Add(double.MaxValue);
        sum.Add(double.MaxValue);
        Assert.AreEqual(double.PositiveInfinity, sum.Value);
        sum.Remove(double.MaxValue);
        Assert.AreEqual(double.MaxValue, sum.Value);
    }

    [TestMethod]
    public void The_variance_of_equal_values_is_exactly_zero_and_of_shifted_ones_does_not_cancel()
    {
        Assert.AreEqual(0.0, Variance([0.1, 0.1, 0.1, 0.1]));
        Assert.AreEqual(1.0, Variance([1e9 + 1, 1e9 + 2, 1e9 + 3]), 1e-12);
        Assert.AreEqual(0.0, Variance([7]));
        Assert.AreEqual(0.00045, Variance([0.02, -0.01]), 1e-18);
    }

    private static double Variance(double[] values)
    {
        var sum = new ExactSum();
        var squares = new ExactSum();
        foreach (double value in values)
        {
            sum.Add(value);
            squares.AddSquare(value);
        }

        return ExactSum.Variance(values.Length, sum, squares);
    }

    /// <summary>The exact sum over one common power of two, rounded once by the integer division of two big numbers.</summary>
    private static double Rounded(List<double> terms)
    {
        const int Scale = 400;
        BigInteger total = BigInteger.Zero;
        foreach (double term in terms)
        {
            long bits = BitConverter.DoubleToInt64Bits(term);
            int exponent = (int)((bits >> 52) & 0x7FF);
            BigInteger mantissa = (bits & 0xF_FFFF_FFFF_FFFF) | (exponent == 0 ? 0 : 1L << 52);
            BigInteger scaled = mantissa << (Math.Max(exponent, 1) - 1075 + Scale);
            total += bits < 0 ? -scaled : scaled;
        }

        // The nearest double by trying both neighbours of the truncated conversion.
        double near = Math.ScaleB((double)total, -Scale);
        return new[] { Math.BitDecrement(near), near, Math.BitIncrement(near) }
            .OrderBy(candidate => BigInteger.Abs(Integer(candidate, Scale) - total))
            .ThenBy(candidate => BitConverter.DoubleToInt64Bits(candidate) & 1)
            .First();
    }

    private static BigInteger Integer(double value, int scale)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)((bits >> 52) & 0x7FF);
        BigInteger mantissa = (bits & 0xF_FFFF_FFFF_FFFF) | (exponent == 0 ? 0 : 1L << 52);
        int shift = Math.Max(exponent, 1) - 1075 + scale;
        BigInteger scaled = shift >= 0 ? mantissa << shift : mantissa >> -shift;
        return bits < 0 ? -scaled : scaled;
    }
}
