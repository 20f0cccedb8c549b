using System.Text;
using FsCheck;
using FsCheck.Fluent;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;
using HedgeFlow.State;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.State;

[TestClass]
public sealed class EncodedPositionsTests
{
    private static readonly Redactor Secrets = new(["hunter2hunter2"]);

    [TestMethod]
    public void Rows_kept_from_tick_to_tick_are_the_bytes_of_the_plain_serialiser() => Prop.ForAll<int>(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var book = new RandomBook(seed, "BTC", "ÅÖ<'&+", "a\"b\\", "hunter2hunter2", "api_key=abcdef");
        using var encoded = new EncodedPositions(Secrets);
        for (int tick = 0; tick < 25; tick++)
        {
            book.Tick();
            encoded.Take(book.Rows, book.Now);
            if (tick % 3 == 2)
            {
                // Nobody asked for the bytes of this tick.
                continue;
            }

            PositionItem[] items = PlainPositions.Items(book.Rows, book.Now);
            Assert.AreEqual(Plain(RawJson.Of(items, PositionsStateJson.Default.PositionItemArray)), Text(encoded.Items));
            CanonicalPosition[] canonical = PlainPositions.Canonical(book.Rows, book.Now);
            Assert.AreEqual(Plain(RawJson.Of(canonical, PositionsStateStateJson.Default.CanonicalPositionArray)), Text(encoded.Canonical));
        }
    }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void Ticks_of_a_steady_book_allocate_nothing()
    {
        using var encoded = new EncodedPositions(Redactor.Default);
        PositionRow[] rows = [.. Enumerable.Range(0, 50).Select(i => Row($"SYM{i}USDT", i + 1))];
        for (int tick = 0; tick < 200; tick++)
        {
            Tick(tick);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int tick = 0; tick < 100; tick++)
        {
            Tick(200 + tick);
        }

        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Tick(int tick)
        {
            for (int i = tick % 2; i < rows.Length; i += 2)
            {
                rows[i].Mark = 100 + Math.Sin(tick + i);
                rows[i].Ts = 1764000000 + tick;
            }

            encoded.Take(rows, 1764000000 + tick);
            _ = encoded.Items.Utf8;
        }
    }

    [TestMethod]
    public void Without_positions_both_lists_are_empty()
    {
        using var encoded = new EncodedPositions(Redactor.Default);
        Assert.AreEqual("[]", Text(encoded.Items));
        encoded.Take([Row("BTCUSDT", 1)], 5);
        Assert.AreNotEqual("[]", Text(encoded.Items));
        encoded.Take([], 6);
        Assert.AreEqual("[]", Text(encoded.Items));
        Assert.AreEqual("[]", Text(encoded.Canonical));
    }

    private static PositionRow Row(string symbol, double qty) => new()
    {
        Symbol = symbol,
        ExchangeSide = "LONG",
        Qty = qty,
        Entry = 100,
        Mark = 101,
        Realized = double.NaN,
        Leverage = 3,
        Ts = 1764000000,
    };

    private static string Plain(RawJson json) => Encoding.UTF8.GetString(Secrets.Clean(json.Utf8.Span));

    private static string Text(RawJson json) => Encoding.UTF8.GetString(json.Utf8.Span);
}
