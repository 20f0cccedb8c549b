using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using HedgeFlow.Domain;
using HedgeFlow.Feed;

namespace HedgeFlow.Tests.Feed;

[TestClass]
public sealed class CanonicalSnapshotTests
{
    private static readonly string[] NumberTexts =
    [
        "0", "-0", "0.0", "-0.0", "1", "-1", "0.1", "110.25", "1e3", "1E-5", "1.5e+300", "4.9e-324", "1.7976931348623157e308", "2.2250738585072011e-308",
        "9007199254740993", "9007199254740992.5", "123456789012345678901234567890", "0.000000000000000000000123456789", "89946.3", "1765316636.526778",
        "0.30000000000000004", "3.141592653589793238462643383279", "1000000000000.0", "1000000000001", "null",
    ];

    private static readonly string[] BadNumberTexts =
    [
        "1e400", "-1e999", "01", "1.", ".5", "+1", "-", "1e", "1e+", "NaN", "Infinity", "0x10", "1_000", "\"1\"", "\"x\"", "\" 2.5 \"", "true", "[]", "{}", "nul", "1 ",
    ];

    private static readonly string[] Symbols =
        ["BTCUSDT", "ETHUSDT", "btcusdt", " SOLUSDT ", "", "A", "1000SHIBUSDT", "ÄUSDT", "\\u0041B", "X\\\"Y", "SYMBOLWITHAVERYLONGNAMEUSDT", "日本USDT"];

    [TestMethod]
    public void The_short_way_and_the_long_way_agree_on_generated_lines()
    {
        int canonical = 0;
        Gen<string> lines = Gen.Choose(0, int.MaxValue).Select(Line);
        Prop.ForAll(lines.ToArbitrary(), line =>
        {
            canonical += Check(line) ? 1 : 0;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
        Assert.IsGreaterThan(500, canonical, "the generator must make canonical lines too");
    }

    [TestMethod]
    public void Every_number_text_gives_the_frameworks_double_or_is_left_to_it()
    {
        var random = new Random(7);
        for (int i = 0; i < 200_000; i++)
        {
            string text = RandomNumber(random);
            byte[] utf8 = Encoding.UTF8.GetBytes(text + ",");
            var cursor = new Utf8Cursor(utf8);
            if (!cursor.TakeNumber(out double value))
            {
                Assert.IsFalse(double.IsFinite(JsonDouble(text)), $"{text} was refused");
                continue;
            }

            Assert.IsTrue(cursor.Take((byte)','), text);
            Assert.AreEqual(BitConverter.DoubleToInt64Bits(JsonDouble(text) + 0.0), BitConverter.DoubleToInt64Bits(value), text);
        }
    }

    [TestMethod]
    public void What_is_no_json_number_is_never_taken()
    {
        foreach (string text in BadNumberTexts)
        {
            var cursor = new Utf8Cursor(Encoding.UTF8.GetBytes(text + ","));
            Assert.IsFalse(cursor.TakeNumber(out _) && cursor.Take((byte)','), text);
        }
    }

    [TestMethod]
    public void Our_own_form_takes_the_short_way_and_allocates_nothing()
    {
        byte[] line = Encoding.UTF8.GetBytes(FeedLines.Snapshot(1, 1764000000.25));
        var parser = new FeedParser("feed.jsonl", new SymbolTable(), checkSeq: false);
        using var snapshot = new ExchangeSnapshot();
        for (int i = 0; i < 50; i++)
        {
            Assert.AreEqual(FeedOutcome.Snapshot, parser.Parse(line, snapshot, out _, out _));
            Assert.IsTrue(parser.WasCanonical);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            parser.Parse(line, snapshot, out _, out _);
        }

        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.AreEqual("BTCUSDT", snapshot.Positions[0].Symbol);
        Assert.AreSame(snapshot.Positions[0].Symbol, snapshot.Prices[0].Symbol);
        Assert.AreEqual(10005.0, snapshot.Equity);
    }

    /// <summary>The two ways agree, and both agree with the reading by nodes; true when the line was canonical.</summary>
    private static bool Check(string line)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(line);
        var symbols = new SymbolTable();
        using var fast = new ExchangeSnapshot();
        fast.Clear();
        bool canonical = CanonicalSnapshot.TryRead(utf8, fast, symbols);
        using var slow = new ExchangeSnapshot();
        slow.Clear();
        var reader = new SnapshotReader(symbols);
        bool valid;
        try
        {
            valid = reader.Read(utf8, slow);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            valid = false;
        }

        if (canonical)
        {
            Assert.IsTrue(valid, line);
            Assert.AreEqual(fast.Seq, reader.Seq);
            Assert.IsNull(SnapshotAssert.Difference(fast, slow), $"{SnapshotAssert.Difference(fast, slow)} in {line}");
        }

        if (valid)
        {
            ComparePositions((JsonObject)HedgeFlow.Serialization.JsonNodes.Parse(utf8)!, slow, line);
        }

        return canonical;
    }

    private static void ComparePositions(JsonObject record, ExchangeSnapshot snapshot, string line)
    {
        var rows = new List<RawPosition>();
        foreach (JsonNode? node in record["positions"] as JsonArray ?? [])
        {
            if (RawPositionReader.Read(node, out RawPosition row))
            {
                rows.Add(row);
            }
        }

        Assert.AreEqual(rows.Count, snapshot.Positions.Count, line);
        for (int i = 0; i < rows.Count; i++)
        {
            string? difference = SnapshotAssert.Difference(rows[i], snapshot.Positions[i]);
            Assert.IsNull(difference, $"{difference} in {line}");
        }
    }

    private static double JsonDouble(string text)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text));
        reader.Read();
        return reader.GetDouble();
    }

    private static string RandomNumber(Random random)
    {
        if (random.Next(4) == 0)
        {
            double any = BitConverter.Int64BitsToDouble(random.NextInt64());
            return double.IsFinite(any) ? any.ToString("R", CultureInfo.InvariantCulture) : "0";
        }

        string digits = random.NextInt64(0, (long)Math.Pow(10, random.Next(1, 19))).ToString(CultureInfo.InvariantCulture);
        string fraction = random.Next(3) == 0 ? "" : "." + string.Concat(Enumerable.Range(0, random.Next(1, 25)).Select(_ => (char)('0' + random.Next(10))));
        string exponent = random.Next(4) == 0 ? "e" + random.Next(-340, 320).ToString(CultureInfo.InvariantCulture) : "";
        return (random.Next(2) == 0 ? "-" : "") + digits + fraction + exponent;
    }

    /// <summary>A snapshot line: canonical, or with one of the things that a canonical line does not have.</summary>
    private static string Line(int seed)
    {
        var random = new Random(seed);
        bool odd = random.Next(2) == 0;
        var line = new StringBuilder();
        string Number() => odd && random.Next(12) == 0 ? Pick(random, BadNumberTexts) : Pick(random, NumberTexts);
        string Symbol() => odd ? Pick(random, Symbols) : Symbols[random.Next(5)];
        string Optional(string name) => random.Next(4) == 0 ? "" : $",\"{name}\":{Number()}";
        line.Append(CultureInfo.InvariantCulture, $"{{\"kind\":\"snapshot\",\"seq\":{random.Next(-5, 1000)},\"ts\":{(odd ? Number() : "1764000000.5")},\"source\":\"replay\"");
        line.Append(random.Next(2) == 0 ? ",\"testnet\":true,\"dry_run\":false" : "");
        line.Append(",\"account\":{").Append((Optional("totalMarginBalance") + Optional("totalWalletBalance") + Optional("totalUnrealizedProfit")).TrimStart(',')).Append('}');
        line.Append(",\"balances\":[").AppendJoin(',', Enumerable.Range(0, random.Next(3)).Select(_ => $"{{\"asset\":\"{Symbol()}\",\"balance\":{Number()}{Optional("availableBalance")}}}")).Append(']');
        string Side() => Pick(random, ["LONG", "SHORT", "BOTH", "BUY", "SELL", .. odd ? new[] { "long", "", "x", "\\u004cONG" } : []]);
        string Extra() => odd && random.Next(5) == 0 ? Pick(random, [",\"side\":\"SELL\"", ",\"positionAmt\":\"-3\"", ",\"note\":{\"a\":[1]}", ",\"qty\":7", ",\"pnl\":\"1\"", ",\"\\u0071ty\":2", ",\"updated_at\":\"2025-11-24T16:00:00Z\""]) : "";
        string Row() => $"{{\"symbol\":\"{Symbol()}\"{(random.Next(4) == 0 ? "" : $",\"positionSide\":\"{Side()}\"")}{Optional("qty")}{Optional("entryPrice")}{Optional("unrealized")}{Optional("markPrice")}{Optional("leverage")}{Optional("realized_pnl")}{Optional("updated_at")}{Extra()}}}";
        line.Append(",\"positions\":[").AppendJoin(',', Enumerable.Range(0, random.Next(5)).Select(_ => odd && random.Next(20) == 0 ? Number() : Row())).Append(']');
        line.Append(",\"prices\":{").AppendJoin(',', Enumerable.Range(0, random.Next(5)).Select(_ => $"\"{Symbol()}\":{Number()}")).Append('}');
        line.Append(random.Next(3) switch { 0 => ",\"dual_side\":true", 1 => ",\"dual_side\":null", _ => "" });
        line.Append(random.Next(2) == 0 ? ",\"errors\":[]" : "");
        line.Append(odd && random.Next(5) == 0 ? ",\"errors\":[{\"endpoint\":\"a\",\"category\":\"network\",\"code\":-1003,\"retriable\":true},5]" : "");
        line.Append(random.Next(3) == 0 ? ",\"latency_ms\":{\"account\":21.0,\"prices\":null}" : "");
        line.Append(odd && random.Next(6) == 0 ? ",\"positions\":5" : "").Append('}');
        if (odd && random.Next(6) == 0)
        {
            int at = random.Next(line.Length);
            line[at] = (char)random.Next(1, 127);
        }

        return line.ToString();
    }

    private static string Pick(Random random, string[] from) => from[random.Next(from.Length)];
}
