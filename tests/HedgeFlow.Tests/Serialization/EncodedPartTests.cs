using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Tests.Serialization;

[TestClass]
public sealed class EncodedPartTests
{
    [TestMethod]
    public void A_document_with_an_encoded_part_is_written_as_one_whose_part_is_nodes()
    {
        const string Part = """{"symbol":"ÄUSDT","n":-1.5E-07,"list":[1,null,"a\"b"],"e":{}}""";
        var nodes = new JsonObject { ["ts"] = 1.5, ["part"] = JsonNodes.Parse(Encoding.UTF8.GetBytes(Part)), ["list"] = new JsonArray(1, "x") };
        var encoded = new JsonObject
        {
            ["ts"] = 1.5,
            ["part"] = EncodedPart.Create(Encoding.UTF8.GetBytes(Part)),
            ["list"] = new JsonArray(1, "x"),
        };
        Assert.AreEqual(Written(nodes), Written(encoded));
        StringAssert.Contains(Written(encoded), Part);
    }

    private static string Written(JsonNode node)
    {
        var buffer = new ArrayBufferWriter<byte>();
        JsonNodeWriter.Write(buffer, node);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
