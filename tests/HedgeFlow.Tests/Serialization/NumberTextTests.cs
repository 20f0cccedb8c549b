using System.Buffers;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using HedgeFlow.Serialization;

namespace HedgeFlow.Tests.Serialization;

[TestClass]
public sealed class NumberTextTests
{
    [TestMethod]
    public void The_text_is_the_serialisers() => Prop.ForAll<long>(ArbMap.Default.ArbFor<long>(), bits =>
    {
        Check(BitConverter.Int64BitsToDouble(bits));
        Check(bits / 1e4);
    }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void Odd_numbers_have_the_serialisers_text()
    {
        foreach (double value in new[] { 0, -0.0, double.NaN, double.NegativeInfinity, double.MinValue, double.Epsilon, 1e21, 1e-7, 5e-324, 0.1 + 0.2 })
        {
            Check(value);
        }
    }

    [TestMethod]
    public void A_value_that_stays_is_not_formatted_again()
    {
        NumberText text = default;
        Assert.IsTrue(text.Set(double.NaN));
        Assert.IsFalse(text.Set(double.NaN));
        Assert.IsTrue(text.Set(0));
        Assert.IsFalse(text.Set(0));
    }

    private static void Check(double value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            new FiniteDoubleConverter().Write(writer, value, JsonSerializerOptions.Default);
        }

        NumberText text = default;
        text.Set(value);
        Assert.AreEqual(Encoding.UTF8.GetString(buffer.WrittenSpan), Encoding.UTF8.GetString(text.Text));
    }
}
