using System.Globalization;
using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using HedgeFlow.Serialization;

namespace HedgeFlow.Tests.Serialization;

[TestClass]
public sealed class DecimalRoundingTests
{
    [TestMethod]
    [DataRow(13.25, 1, "13.2")]
    [DataRow(5.125, 2, "5.12")]
    [DataRow(0.705, 2, "0.70")]
    [DataRow(2.675, 2, "2.67")]
    [DataRow(0.5, 0, "0")]
    [DataRow(1.5, 0, "2")]
    [DataRow(72.5, 0, "72")]
    [DataRow(62.5, 0, "62")]
    [DataRow(0.999, 2, "1.00")]
    [DataRow(-0.001, 2, "-0.00")]
    [DataRow(-5.125, 2, "-5.12")]
    [DataRow(1e21, 2, "1000000000000000000000.00")]
    [DataRow(0.0, 1, "0.0")]
    public void Fixed_rounds_half_to_even_on_the_exact_value(double value, int decimals, string expected) =>
        Assert.AreEqual(expected, DecimalRounding.Fixed(value, decimals));

    [TestMethod]
    [DataRow(0.0000005, 6, 0.0)]
    [DataRow(0.0000015, 6, 0.000002)]
    [DataRow(0.1234565, 6, 0.123456)]
    [DataRow(-0.1234565, 6, -0.123456)]
    [DataRow(12345678.9999999, 6, 12345679.0)]
    [DataRow(0.125, 2, 0.12)]
    [DataRow(0.375, 2, 0.38)]
    public void Round_gives_the_nearest_decimal(double value, int decimals, double expected) =>
        Assert.AreEqual(expected, DecimalRounding.Round(value, decimals));

    [TestMethod]
    public void Non_finite_values_pass_through_and_have_no_text()
    {
        Assert.IsTrue(double.IsNaN(DecimalRounding.Round(double.NaN, 6)));
        Assert.AreEqual(double.PositiveInfinity, DecimalRounding.Round(double.PositiveInfinity, 6));
        Assert.AreEqual("", DecimalRounding.Fixed(double.NegativeInfinity, 2));
    }

    [TestMethod]
    [DataRow(double.NaN, "<>")]
    [DataRow(double.PositiveInfinity, "<>")]
    [DataRow(-1.7e308, null)]
    [DataRow(5.125, "<5.12>")]
    public void A_fixed_decimal_fits_into_any_interpolated_text(double value, string? expected)
    {
        string text = $"<{new FixedDecimal(value, 2)}>";
        Assert.AreEqual(expected ?? $"<{DecimalRounding.Fixed(value, 2)}>", text);
    }

    /// <summary>The oracle expands the double exactly as an integer fraction.</summary>
    [TestMethod]
    public void Round_agrees_with_exact_integer_arithmetic()
    {
        Gen<double> values = Gen.Choose(int.MinValue, int.MaxValue).SelectMany(
            mantissa => Gen.Choose(0, 45).Select(shift => mantissa / Math.Pow(2, shift)));
        Prop.ForAll(values.ToArbitrary(), value =>
            {
                for (int decimals = 1; decimals <= 6; decimals++)
                {
                    BigInteger units = ExactUnits(value, decimals);
                    double expected = double.Parse($"{units}e-{decimals}", NumberStyles.Float, CultureInfo.InvariantCulture);
                    if (DecimalRounding.Round(value, decimals) != expected)
                    {
                        return false;
                    }
                }

                return true;
            })
            .QuickCheckThrowOnFailure();
    }

    private static BigInteger ExactUnits(double value, int decimals)
    {
        long bits = BitConverter.DoubleToInt64Bits(Math.Abs(value));
        int exponent = (int)(bits >> 52) - 1075;
        BigInteger mantissa = (bits & 0xFFFFFFFFFFFFFL) | (exponent > -1075 ? 1L << 52 : 0);
        BigInteger numerator = mantissa * BigInteger.Pow(10, decimals);
        if (value == 0)
        {
            return 0;
        }

        BigInteger units;
        if (exponent >= 0)
        {
            units = numerator << exponent;
        }
        else
        {
            BigInteger half = BigInteger.One << (-exponent - 1);
            units = numerator >> -exponent;
            BigInteger rest = numerator - (units << -exponent);
            if (rest > half || (rest == half && !units.IsEven))
            {
                units += 1;
            }
        }

        return value < 0 ? -units : units;
    }
}
