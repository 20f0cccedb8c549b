using System.Text;
using HedgeFlow.Serialization;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Serialization;

[TestClass]
public sealed class JsonDefectTests
{
    [TestMethod]
    [DataRow("{\"a\":[1,NaN]}", "$.a[1]: NaN is no number (byte 8)")]
    [DataRow("{\"a\":{\"b\":-Infinity}}", "$.a.b: -Infinity is no number (byte 10)")]
    [DataRow("{\"a\":1,\"b\":[{\"c\":2},{\"c\":", "$.b[1].c: the file ends in the middle (byte 25)")]
    [DataRow("{\"a\":1,\"b\":\"te", "$.b: the file ends in the middle (byte 11)")]
    [DataRow("{\"a\":1", "$.a: the file ends in the middle (byte 6)")]
    [DataRow("{\"a\":1}{", "$: the file ends in the middle (byte 7)")]
    [DataRow("{\"a\":1 1}", "$: '1' is not expected (byte 7)")]
    [DataRow("nonsense here", "$: 'nonsense' is not expected (byte 0)")]
    [DataRow("{\"a\":[1,2]}", null)]
    public void The_place_and_what_stands_there_are_named(string text, string? expected) =>
        Assert.AreEqual(expected, JsonDefect.Find(Encoding.UTF8.GetBytes(text)));

    [TestMethod]
    public void Any_bytes_are_described_or_are_JSON()
    {
        for (int seed = 0; seed < 2000; seed++)
        {
            var garbage = new GarbageJson(seed);
            byte[] bytes = Encoding.UTF8.GetBytes(garbage.Text());
            JsonNodes.TryParse(bytes, out bool valid);
            if (JsonDefect.Find(bytes) is null)
            {
                Assert.IsTrue(valid || bytes.Length == 0, Encoding.UTF8.GetString(bytes));
            }
        }
    }
}
