using System.Text.Json.Nodes;
using HedgeFlow.Feed;

namespace HedgeFlow.Tests.Feed;

[TestClass]
public sealed class ExchangePositionsTests
{
    [TestMethod]
    public void A_bad_row_is_skipped_alone()
    {
        var positions = ExchangePositions.Parse(JsonNode.Parse("""
            [{"symbol":"A","positionAmt":"x"},{"positionAmt":"1"},5,{"symbol":" b ","positionAmt":null,"qty":"2","unrealized":3,"positionSide":"short"},{"symbol":"C","positionAmt":true}]
            """));

        Assert.AreEqual(4, positions.Skipped);
        ExchangePosition row = positions.Rows.Single();
        Assert.AreEqual(("B", "SHORT", 2.0, 3.0), (row.Symbol, row.PositionSide, row.Qty, row.Unrealized));
        Assert.IsTrue(double.IsNaN(row.EntryPrice) && double.IsNaN(row.MarkPrice) && double.IsNaN(row.Leverage));
    }

    [TestMethod]
    public void What_is_no_list_has_no_rows()
    {
        Assert.IsEmpty(ExchangePositions.Parse(null).Rows);
        Assert.IsEmpty(ExchangePositions.Parse(JsonNode.Parse("{}")).Rows);
    }

    [TestMethod]
    public void Both_hedge_legs_are_summed_on_their_own_side()
    {
        var positions = ExchangePositions.Parse(JsonNode.Parse("""
            [{"symbol":"A","positionSide":"LONG","positionAmt":"2","entryPrice":"0","markPrice":"7"},
             {"symbol":"A","positionSide":"SHORT","positionAmt":"-3","entryPrice":"10","markPrice":"9"},
             {"symbol":"A","positionSide":"BOTH","positionAmt":"-1","entryPrice":"5"}]
            """));

        Assert.AreEqual(35.0, positions.GrossNotionalAtEntry());
        Assert.AreEqual(2.0, positions.SymbolOpenQty("A", "LONG"));
        Assert.AreEqual(19.0, positions.SymbolGrossAtEntry("A", "LONG"));
        Assert.AreEqual(("SHORT", 3.0, 9.0), positions.Opposite("A", "LONG"));
        Assert.AreEqual((null, 0.0, 0.0), positions.Opposite("B", "LONG"));
    }
}
