using System.Globalization;
using System.Text;
using HedgeFlow.Feed;

namespace HedgeFlow.Tests.Feed;

[TestClass]
public sealed class SymbolTableTests
{
    [TestMethod]
    public void The_same_bytes_give_the_same_string_normalised()
    {
        var table = new SymbolTable();
        string first = table.Get(" btcUsdt "u8);

        Assert.AreEqual("BTCUSDT", first);
        Assert.AreSame(first, table.Get(" btcUsdt "u8));
        Assert.AreEqual("", table.Get(""u8));
        Assert.AreEqual("Ä", table.Get("ä"u8));
    }

    [TestMethod]
    public void Thousands_of_symbols_of_every_length_are_told_apart()
    {
        var table = new SymbolTable();
        for (int round = 0; round < 2; round++)
        {
            for (int i = 0; i < 5000; i++)
            {
                string symbol = new string('X', i % 23) + i.ToString(CultureInfo.InvariantCulture);
                Assert.AreEqual(symbol, table.Get(Encoding.UTF8.GetBytes(symbol)));
            }
        }

        Assert.IsGreaterThan(4900, table.Count);
    }

    [TestMethod]
    public void A_flood_of_symbols_does_not_grow_the_table_beyond_its_capacity()
    {
        var table = new SymbolTable(capacity: 100);
        for (int i = 0; i < 10_000; i++)
        {
            string symbol = "S" + i.ToString(CultureInfo.InvariantCulture);
            Assert.AreEqual(symbol, table.Get(Encoding.UTF8.GetBytes(symbol)));
        }

        Assert.IsLessThanOrEqualTo(100, table.Count);
    }
}
