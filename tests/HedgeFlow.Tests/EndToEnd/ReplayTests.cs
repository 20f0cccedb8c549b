using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.Storage;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.EndToEnd;

[TestClass]
public sealed class ReplayTests
{
    private static readonly string Demo = Path.Combine(Repository.Root, "tests", "HedgeFlow.Tests", "recordings", "demo.jsonl");

    [TestMethod]
    [Timeout(240_000)]
    public void Two_replays_of_one_recording_leave_the_same_bytes()
    {
        using var folder = new TemporaryFolder();
        (int first, string output, string errors) = HedgeFlowProcess.Run("replay", Demo, "--logs", folder["a"]);
        Assert.AreEqual(0, first, errors);
        (int second, _, _) = HedgeFlowProcess.Run("replay", Demo, "--logs", folder["b"], "--verify", OutputDigest.Of(folder["a"]));
        Assert.AreEqual(0, second, "the digest of the first run verifies the second");
        Assert.AreEqual(OutputDigest.Of(folder["a"]), OutputDigest.Of(folder["b"]));
        StringAssert.Contains(output, OutputDigest.Of(folder["a"]), "the digest is printed");
    }

    [TestMethod]
    [Timeout(120_000)]
    public void A_digest_that_differs_gives_exit_code_5()
    {
        using var folder = new TemporaryFolder();
        (int code, _, string errors) = HedgeFlowProcess.Run("replay", Demo, "--logs", folder["a"], "--max-ticks", "2", "--verify", new string('0', 64));
        Assert.AreEqual(5, code, errors);
    }

    [TestMethod]
    [Timeout(120_000)]
    public void Every_order_fact_of_the_feed_is_journalled_once_and_every_output_parses()
    {
        using var folder = new TemporaryFolder();
        (int code, _, string errors) = HedgeFlowProcess.Run("replay", Demo, "--logs", folder["a"]);
        Assert.AreEqual(0, code, errors);
        AssertComplete(Demo, folder["a"]);
    }

    [TestMethod]
    [Timeout(300_000)]
    public void The_recorded_book_ends_where_it_did()
    {
        string book = Requires.Recording("book-2025-12-to-2026-02.jsonl");
        using var folder = new TemporaryFolder();
        (int code, _, string errors) = HedgeFlowProcess.Run("replay", book, "--logs", folder["a"]);
        Assert.AreEqual(0, code, errors);
        AssertComplete(book, folder["a"]);
        JsonObject nav = Read(folder["a/state/nav.json"]);
        Assert.AreEqual(10231.8712, Coerce.Number(nav["nav"])!.Value, 1e-9);
        Assert.IsEmpty((JsonArray)Read(folder["a/state/positions_state.json"])["positions"]!);
        Assert.AreEqual(694, File.ReadLines(folder["a/execution/orders_executed.jsonl"]).Count(line => line.Contains("\"order_close\"", StringComparison.Ordinal)));
        Assert.HasCount(1895, File.ReadAllLines(folder["a/execution/risk_vetoes.jsonl"]));
    }

    [TestMethod]
    [Timeout(120_000)]
    public void A_strict_replay_ends_at_the_first_bad_line_with_exit_code_2()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllLines(folder["feed.jsonl"], File.ReadLines(Demo).Take(200).Append("{\"kind\":\"nonsense\"").Concat(File.ReadLines(Demo).Skip(200)));
        (int code, _, string errors) = HedgeFlowProcess.Run("replay", folder["feed.jsonl"], "--logs", folder["a"], "--strict");
        Assert.AreEqual(2, code, errors);
        StringAssert.Contains(errors, "feed.jsonl:201: malformed_json");
        (int lenient, string output, _) = HedgeFlowProcess.Run("replay", folder["feed.jsonl"], "--logs", folder["b"]);
        Assert.AreEqual(0, lenient);
        StringAssert.Contains(output, "1 bad");
    }

    [TestMethod]
    [Timeout(120_000)]
    public void A_thousand_bad_lines_among_the_good_ones_change_nothing_but_the_count()
    {
        using var folder = new TemporaryFolder();
        var random = new Random(11);
        string[] good = File.ReadAllLines(Demo);
        using (var feed = new StreamWriter(folder["feed.jsonl"]) { NewLine = "\r\n" })
        {
            for (int i = 0; i < 1000 || i < good.Length; i++)
            {
                if (i < good.Length)
                {
                    feed.WriteLine(good[i]);
                }

                if (i < 1000)
                {
                    feed.WriteLine(Spoiled(good[i % good.Length], i % 8, random));
                }
            }
        }

        (int clean, _, string cleanErrors) = HedgeFlowProcess.Run("replay", Demo, "--logs", folder["clean"]);
        Assert.AreEqual(0, clean, cleanErrors);
        (int code, string output, string errors) = HedgeFlowProcess.Run("replay", folder["feed.jsonl"], "--logs", folder["dirty"]);
        Assert.AreEqual(0, code, errors);
        StringAssert.Contains(output, "1,000 bad");
        StringAssert.Contains(errors, "feed.jsonl:2: ");
        Assert.AreEqual(OutputDigest.Of(folder["clean"]), OutputDigest.Of(folder["dirty"]), "what the good lines say is unchanged");
    }

    private static string Spoiled(string line, int way, Random random) => way switch
    {
        0 => line[..random.Next(1, line.Length - 1)],
        1 => """{"kind":"snapshot","ts":"late"}""",
        2 => $"{line}{line}",
        3 => "[1,2,3]",
        4 => """{"kind":"wormhole","ts":1}""",
        5 => """{"kind":"snapshot","ts":1e999}""",
        6 => $"\"{new string('x', 5000)}\"",
        _ => """{"kind":"order_fill"}""",
    };

    private static void AssertComplete(string feed, string logs)
    {
        string[] facts = [.. File.ReadLines(feed).Select(Parse).Select(Identity).OfType<string>().Order(StringComparer.Ordinal)];
        string[] journal = [.. File.ReadLines(Path.Combine(logs, "execution", "orders_executed.jsonl")).Select(Parse).Select(Identity).OfType<string>().Order(StringComparer.Ordinal)];
        CollectionAssert.AreEqual(facts, journal, "order facts of the feed and of the journal");
        foreach (string file in Directory.EnumerateFiles(logs, "*", SearchOption.AllDirectories))
        {
            string[] texts = file.EndsWith(".jsonl", StringComparison.Ordinal) ? File.ReadAllLines(file) : file.EndsWith(".json", StringComparison.Ordinal) ? [File.ReadAllText(file)] : [];
            foreach (string text in texts)
            {
                JsonNodes.TryParse(text, out bool valid);
                Assert.IsTrue(valid, $"{Path.GetFileName(file)} holds something that is not JSON: {text[..Math.Min(200, text.Length)]}");
            }
        }
    }

    /// <summary>What makes an order fact: type, order, and the time and size that tell partial fills apart.</summary>
    private static string? Identity(JsonObject row)
    {
        string? type = Coerce.Text(row["kind"]) ?? Coerce.Text(row["event_type"]);
        return type is "order_ack" or "order_fill" or "order_close" or "order_error"
            ? string.Join('|', type, Coerce.AsText(row["orderId"]), Coerce.AsText(row["attempt_id"]), Coerce.AsText(row["executedQty"]), Coerce.AsText(row["realizedPnlUsd"]), Coerce.AsText(row["reason"]))
            : null;
    }

    private static JsonObject Parse(string line) => (JsonObject)JsonNodes.TryParse(line, out _)!;

    private static JsonObject Read(string path) => Parse(File.ReadAllText(path));
}
