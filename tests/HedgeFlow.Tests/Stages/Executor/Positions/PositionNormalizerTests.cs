using HedgeFlow.Domain;
using HedgeFlow.Stages.Executor.Positions;

namespace HedgeFlow.Tests.Stages.Executor.Positions;

[TestClass]
public sealed class PositionNormalizerTests
{
    private const double Now = 1760000000;

    [TestMethod]
    public void The_newest_of_a_key_stays_in_its_own_place()
    {
        (PositionRow[] rows, _) = Normalize(
            Raw("A", 1, updated: Now - 20), Raw("B", 1), Raw("A", 2, updated: Now - 10), Raw("A", 3, updated: Now - 30));

        CollectionAssert.AreEqual(new[] { "B:1", "A:2" }, rows.Select(row => $"{row.Symbol}:{row.Qty}").ToArray());
    }

    [TestMethod]
    public void Equal_times_let_the_last_occurrence_win()
    {
        (PositionRow[] rows, _) = Normalize(Raw("A", 1), Raw("A", 2), Raw("A", 3));

        Assert.AreEqual(3, rows.Single().Qty);
    }

    [TestMethod]
    public void A_symbol_is_reported_once_and_counted_each_time()
    {
        var reported = new List<string>();
        var normalizer = new PositionNormalizer(reported.Add);
        using var rows = new PooledList<PositionRow>();
        RawPosition[] raw = [Raw("A", 1, mark: double.NaN), Raw("B", 1, entry: 0), Raw("A", -1, mark: double.NaN)];

        int first = normalizer.Normalize(raw, new Dictionary<string, double>(), Now, rows);
        normalizer.Normalize(raw, new Dictionary<string, double>(), Now + 1, rows);

        Assert.AreEqual(3, first);
        Assert.AreEqual(6, normalizer.TotalQuarantined);
        CollectionAssert.AreEqual(new[] { "A", "B" }, reported);
    }

    [TestMethod]
    public void A_value_beyond_the_range_of_doubles_is_set_aside()
    {
        (PositionRow[] rows, int quarantined) = Normalize(Raw("A", 1e300, mark: 1e300), Raw("B", 1));

        Assert.AreEqual("B", rows.Single().Symbol);
        Assert.AreEqual(1, quarantined);
    }

    [TestMethod]
    public void The_arrays_of_the_previous_tick_are_used_again()
    {
        var normalizer = new PositionNormalizer();
        var prices = new Dictionary<string, double> { ["S1"] = 5 };
        using var rows = new PooledList<PositionRow>();
        RawPosition[] raw = [.. Enumerable.Range(0, 200).Select(i => Raw($"S{i % 150}", i + 1, mark: i % 7 == 1 ? double.NaN : 2))];
        for (int i = 0; i < 50; i++)
        {
            normalizer.Normalize(raw, prices, Now + i, rows);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            normalizer.Normalize(raw, prices, Now + i, rows);
        }

        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.IsGreaterThan(100, rows.Count);
    }

    private static (PositionRow[] Rows, int Quarantined) Normalize(params RawPosition[] raw)
    {
        using var rows = new PooledList<PositionRow>();
        int quarantined = new PositionNormalizer().Normalize(raw, new Dictionary<string, double>(), Now, rows);
        return (rows.Span.ToArray(), quarantined);
    }

    private static RawPosition Raw(string symbol, double qty, double entry = 1, double mark = 2, double updated = double.NaN) => new()
    {
        Symbol = symbol,
        Qty = qty,
        ExchangeSide = "BOTH",
        Entry = entry,
        Mark = mark,
        Unrealized = double.NaN,
        Realized = double.NaN,
        Leverage = double.NaN,
        UpdatedTs = updated,
    };
}
