using System.Diagnostics;
using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.Storage;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.EndToEnd;

/// <summary>A bot in another language pipes its facts in; everything else follows.</summary>
[TestClass]
public sealed class AdoptionTests
{
    /// <summary>
    /// Forty ticks of one long position: each second tick a wish, an acknowledgement in the form of an order log, a fill and its
    /// metric; one refusal; at the end the close. One line is torn.
    /// </summary>
    private const string Bot = """
        now=$(date +%s)
        awk -v now="$now" 'BEGIN {
          for (i = 1; i <= 40; i++) {
            t = now - 30 + i * 0.5
            px = 90000 + i
            held = 0.002 * int((i - 1) / 2)
            printf "{\"kind\":\"snapshot\",\"seq\":%d,\"ts\":%.1f,\"source\":\"live\",\"account\":{\"totalMarginBalance\":10000,\"totalWalletBalance\":10000,\"totalUnrealizedProfit\":0},\"positions\":[{\"symbol\":\"BTCUSDT\",\"positionSide\":\"LONG\",\"qty\":%.3f,\"entryPrice\":90000,\"unrealized\":0,\"markPrice\":%d,\"leverage\":2}],\"prices\":{\"BTCUSDT\":%d}}\n", i, t, held, px, px
            if (i % 2 == 0) {
              n = i / 2
              printf "{\"kind\":\"intent\",\"ts\":%.1f1,\"symbol\":\"BTCUSDT\",\"signal\":\"BUY\",\"price\":%d,\"gross_usd\":180,\"leverage\":1,\"attempt_id\":\"sig_%d\",\"intent_id\":\"ord_%d\"}\n", t, px, n, n
              printf "{\"symbol\":\"BTCUSDT\",\"side\":\"BUY\",\"ts_ack\":%.1f2,\"orderId\":8123456%04d,\"clientOrderId\":\"c%d\",\"request_qty\":0.002,\"order_type\":\"MARKET\",\"status\":\"NEW\",\"attempt_id\":\"sig_%d\",\"intent_id\":\"ord_%d\",\"event_type\":\"order_ack\",\"ts\":%.1f2}\n", t, n, n, n, n, t
              printf "{\"kind\":\"order_fill\",\"ts\":%.1f3,\"symbol\":\"BTCUSDT\",\"side\":\"BUY\",\"ts_fill_first\":%.1f3,\"ts_fill_last\":%.1f3,\"orderId\":8123456%04d,\"clientOrderId\":\"c%d\",\"executedQty\":0.002,\"avgPrice\":%d,\"fee_total\":0.09,\"feeAsset\":\"USDT\",\"tradeIds\":[\"%d\"],\"status\":\"FILLED\",\"attempt_id\":\"sig_%d\",\"intent_id\":\"ord_%d\"}\n", t, t, t, n, n, px, n, n, n
              printf "{\"kind\":\"order_metric\",\"ts\":%.1f4,\"attempt_id\":\"sig_%d\",\"intent_id\":\"ord_%d\",\"symbol\":\"BTCUSDT\",\"side\":\"BUY\",\"venue\":\"binance_futures\",\"route\":\"maker_first\",\"prices\":{\"mark\":%d,\"submitted\":%d,\"avg_fill\":%d},\"qty\":{\"contracts\":0.002,\"notional_usd\":180},\"timing_ms\":{\"decision\":1,\"submit\":null,\"ack\":30,\"fill\":40},\"result\":{\"status\":\"FILLED\",\"retries\":0,\"cancelled\":false},\"fees_usd\":0.09,\"slippage_bps\":1.5,\"is_maker_final\":true}\n", t, n, n, px, px, px
            }
          }
          printf "{\"kind\":\"risk_veto\",\"ts\":%d,\"symbol\":\"ETHUSDT\",\"veto_reason\":\"symbol_cap\",\"original_reason\":\"symbol_cap\",\"reasons\":[\"symbol_cap\"],\"gate\":\"risk_limits\",\"side\":\"BUY\",\"attempt_id\":\"sig_x\"}\n", now - 8
          printf "{\"kind\":\"order_fill\",\"ts\":17"
          printf "\n"
          printf "{\"kind\":\"order_close\",\"ts\":%d,\"symbol\":\"BTCUSDT\",\"ts_close\":%d,\"orderId\":99,\"clientOrderId\":\"close\",\"realizedPnlUsd\":1.42,\"fees_total\":0.09,\"position_size_before\":0.04,\"position_size_after\":0.0,\"closed_qty\":0.04}\n", now - 7, now - 7
          printf "{\"kind\":\"snapshot\",\"seq\":99,\"ts\":%d,\"source\":\"live\",\"account\":{\"totalMarginBalance\":10001.42,\"totalWalletBalance\":10001.42,\"totalUnrealizedProfit\":0},\"positions\":[],\"prices\":{\"BTCUSDT\":90040}}\n", now - 5
        }'
        """;

    [TestMethod]
    [Timeout(120_000)]
    public void State_journals_shadow_and_comparison_follow_a_bot_that_pipes_its_facts_in()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["bot.sh"], Bot);
        (int code, string errors) = Pipe(folder);
        Assert.AreEqual(0, code, errors);
        StringAssert.Contains(errors, "malformed_json");

        JsonObject[] orders = Rows(folder, "execution/orders_executed.jsonl");
        Assert.AreEqual("20 order_ack, 20 order_fill, 1 order_close", Kinds(orders, "event_type"));
        CollectionAssert.AreEqual(
            Enumerable.Range(1, 20).Select(n => (long?)(81234560000 + n)).ToArray(),
            orders.Where(row => Coerce.Text(row["event_type"]) == "order_ack").Select(row => Coerce.Integer(row["orderId"])).ToArray(),
            "each once, in order");
        Assert.IsTrue(orders.All(row => row["ts"]!.GetValueKind() == System.Text.Json.JsonValueKind.String && row.ContainsKey("pid")), "the envelope");
        Assert.HasCount(20, Rows(folder, "execution/order_metrics.jsonl").Where(row => !row.ContainsKey("event")));
        Assert.HasCount(1, Rows(folder, "execution/risk_vetoes.jsonl").Where(row => Coerce.Text(row["attempt_id"]) == "sig_x"));
        Assert.IsTrue(Rows(folder, "execution/events.jsonl").Any(row => Coerce.Text(row["type"]) == "fill"));

        JsonObject nav = State(folder, "nav");
        Assert.AreEqual(10001.42, Coerce.Number(nav["nav_total"]));
        StringAssert.Contains(State(folder, "router_health").ToJsonString(), "BTCUSDT");
        Assert.HasCount(20, Rows(folder, "pipeline_v6_shadow.jsonl").Where(row => !Coerce.Flag(row["heartbeat"])));

        // The programs beside the executor, and the next start, continue from the logs.
        foreach (string program in (string[])["shadow-heartbeat", "compare"])
        {
            Assert.AreEqual(0, HedgeFlowProcess.Run("run", program, "--once", "--logs", folder.Path).Code);
        }

        JsonObject head = State(folder, "pipeline_v6_shadow_head");
        Assert.IsGreaterThanOrEqualTo(20, Coerce.Integer(head["total"])!.Value);
        Assert.AreEqual(1L, Coerce.Integer(head["allowed"]), head.ToJsonString());
        Assert.AreEqual("BTCUSDT", Coerce.Text(head["last_decision"]!["symbol"]));
        JsonObject compared = State(folder, "pipeline_v6_compare_summary");
        Assert.IsGreaterThanOrEqualTo(20, Coerce.Integer(compared["sample_size"])!.Value);
        Assert.AreEqual(20L, Coerce.Integer(compared["windowed"]!["matched"]), compared.ToJsonString());
        Assert.AreEqual(95.0, Coerce.Number(compared["windowed"]!["veto_mismatch_pct"]), "our gate enters a symbol once, the bot entered it twenty times");
        Assert.HasCount(20, Rows(folder, "pipeline_v6_compare.jsonl").Where(row => row.ContainsKey("shadow") && !Coerce.Flag(row["shadow"]?["heartbeat"])));

        using (var again = new HedgeFlowProcess(new Dictionary<string, string> { ["DRY_RUN"] = "1" }, "run", "executor", "--once", "--source", "stdin", "--logs", folder.Path))
        {
            again.Process.StandardInput.WriteLine($"{{\"kind\":\"snapshot\",\"seq\":1,\"ts\":{TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()},\"source\":\"live\",\"account\":{{\"totalMarginBalance\":10001.42}},\"positions\":[],\"prices\":{{\"BTCUSDT\":90040}}}}");
            again.Process.StandardInput.Close();
            Assert.AreEqual(0, again.Wait(60), again.Errors);
        }

        JsonNode statistics = State(folder, "nav")["exec_stats"]!;
        Assert.AreEqual(20L, Coerce.Integer(statistics["executed_24h"]), statistics.ToJsonString());
        Assert.AreEqual(20L, Coerce.Integer(statistics["attempted_24h"]), statistics.ToJsonString());
        Assert.AreEqual(1L, Coerce.Integer(statistics["vetoes_24h"]), statistics.ToJsonString());
    }

    private static (int Code, string Errors) Pipe(TemporaryFolder folder)
    {
        string engine = $"dotnet '{Path.Combine(AppContext.BaseDirectory, "HedgeFlow.Host.dll")}' run executor --source stdin --logs '{folder.Path}'";
        var start = new ProcessStartInfo("sh", ["-c", $"sh '{folder["bot.sh"]}' | {engine}"]) { RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = Repository.Root };
        foreach ((string name, string value) in ((string, string)[])[
            ("DRY_RUN", "1"), ("HEDGE_ENV", "dev"), ("PIPELINE_V6_SHADOW_ENABLED", "1"), ("PIPELINE_V6_COMPARE_INTERVAL_S", "0"), ("PIPELINE_V6_SHADOW_HEARTBEAT_INTERVAL_S", "600")])
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string errors = process.StandardError.ReadToEnd();
        Assert.IsTrue(process.WaitForExit(TimeSpan.FromSeconds(90)), errors);
        return (process.ExitCode, errors + output.Result);
    }

    private static string Kinds(JsonObject[] rows, string key) =>
        string.Join(", ", rows.GroupBy(row => Coerce.Text(row[key])).Select(group => $"{group.Count()} {group.Key}"));

    private static JsonObject[] Rows(TemporaryFolder folder, string file) => [.. new JsonlTail(folder[file]).Last(10_000)];

    private static JsonObject State(TemporaryFolder folder, string surface) => (JsonObject)JsonNodes.Parse(File.ReadAllBytes(folder[$"state/{surface}.json"]))!;
}
