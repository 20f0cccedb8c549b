using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Feed;

namespace HedgeFlow.Tests.Feed;

[TestClass]
public sealed class RawPositionReaderTests
{
    [TestMethod]
    public void Exchange_row_with_text_numbers_is_read()
    {
        RawPosition row = Read("""{"symbol":" btcusdt ","positionAmt":"-0.5","entryPrice":"100","markPrice":"110","unRealizedProfit":"-0","leverage":"3","positionSide":"SHORT"}""");

        Assert.AreEqual("BTCUSDT", row.Symbol);
        Assert.AreEqual(-0.5, row.Qty);
        Assert.AreEqual(PositionSideWord.Short, row.Word);
        Assert.AreEqual("SHORT", row.ExchangeSide);
        Assert.AreEqual(100.0, row.Entry);
        Assert.AreEqual(110.0, row.Mark);
        Assert.AreEqual(0L, BitConverter.DoubleToInt64Bits(row.Unrealized), "minus zero is zero");
        Assert.AreEqual(3.0, row.Leverage);
        Assert.IsTrue(double.IsNaN(row.Realized) && double.IsNaN(row.UpdatedTs));
    }

    [TestMethod]
    public void First_non_zero_quantity_wins_and_all_zero_is_zero()
    {
        Assert.AreEqual(-3.0, Read("""{"qty":0,"positionAmt":null,"position_amt":-3,"size":7}""").Qty);
        Assert.AreEqual(0.0, Read("""{"qty":"x","size":0}""").Qty);
        Assert.IsTrue(double.IsNaN(Read("""{"qty":null,"size":true}""").Qty));
    }

    [TestMethod]
    public void Prices_take_the_first_positive_alias_and_unrealized_the_first_number()
    {
        RawPosition row = Read("""{"entryPrice":0,"entry":-1,"avgEntryPrice":5,"mark_price":"NaN","latest_price":6,"unrealized":0,"pnl":9,"realizedProfit":2}""");

        Assert.AreEqual(5.0, row.Entry);
        Assert.AreEqual(6.0, row.Mark);
        Assert.AreEqual(0.0, row.Unrealized);
        Assert.AreEqual(2.0, row.Realized);
    }

    [TestMethod]
    [DataRow("""{"positionSide":"","side":"buy"}""", PositionSideWord.Long, "BOTH")]
    [DataRow("""{"positionSide":"BOTH","side":"SELL"}""", PositionSideWord.BySign, "BOTH")]
    [DataRow("""{"position_side":" short "}""", PositionSideWord.Short, "BOTH")]
    [DataRow("""{"positionSide":"long"}""", PositionSideWord.Long, "LONG")]
    [DataRow("""{"positionSide":5}""", PositionSideWord.BySign, "BOTH")]
    public void The_first_non_blank_word_names_the_side(string row, PositionSideWord word, string exchangeSide)
    {
        RawPosition position = Read(row);

        Assert.AreEqual(word, position.Word);
        Assert.AreEqual(exchangeSide, position.ExchangeSide);
    }

    [TestMethod]
    public void Update_time_takes_every_timestamp_form()
    {
        Assert.AreEqual(1764000000.0, Read("""{"updated_at":"2025-11-24T16:00:00Z"}""").UpdatedTs);
        Assert.AreEqual(1764000000.5, Read("""{"updated_at":1764000000500}""").UpdatedTs);
    }

    [TestMethod]
    [DataRow("null")]
    [DataRow("5")]
    [DataRow("[]")]
    public void What_is_no_mapping_is_refused(string row) => Assert.IsFalse(RawPositionReader.Read(JsonNode.Parse(row), out _));

    private static RawPosition Read(string row)
    {
        Assert.IsTrue(RawPositionReader.Read(JsonNode.Parse(row), out RawPosition position));
        return position;
    }
}
