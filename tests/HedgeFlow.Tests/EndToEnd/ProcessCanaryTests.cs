using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.EndToEnd;

/// <summary>
/// Secrets on every way into the processes: environment, credential file, order metadata, exchange errors, exception texts, lines that
/// are no records. Then a search of every byte that came out: files, standard output and error, HTTP.
/// </summary>
[TestClass]
public sealed class ProcessCanaryTests
{
    private const string Marker = "[redacted]";
    private const string Harmless = "harmless-note-4711";

    private static readonly string[] Canaries = [.. Enumerable.Range(1, 14).Select(i => $"Qk{i:00}Zw{i * 7919:000000}Lm{i * 104729:00000000}Xy")];

    [TestMethod]
    [Timeout(180_000)]
    public async Task No_canary_reaches_a_file_a_stream_or_a_page()
    {
        using var folder = new TemporaryFolder();
        using var elsewhere = new TemporaryFolder();
        File.WriteAllText(elsewhere["creds.json"], Credentials(Canaries[4], Canaries[5]));
        Dictionary<string, string> environment = Environment(elsewhere["creds.json"]);
        await using StubExchange exchange = await StubExchange.StartAsync(request => request.Path.Value!.EndsWith("/time", StringComparison.Ordinal)
            ? (200, "{\"serverTime\":1764000000000}")
            : (401, $"{{\"code\":-2015,\"msg\":\"{Canaries[0]} {Canaries[1]} {request.QueryString}\"}}"));
        environment["BINANCE_BASE_URL"] = exchange.Address.AbsoluteUri;
        var everything = new StringBuilder();
        int metrics = FreePort(), page = FreePort();
        using (var executor = new HedgeFlowProcess(environment, "run", "executor", "--source", "stdin", "--logs", folder.Path, "--metrics-port", $"{metrics}"))
        {
            foreach (string line in Lines())
            {
                executor.Process.StandardInput.WriteLine(line);
            }

            executor.Process.StandardInput.Flush();
            Eventually.Holds(() => File.Exists(folder["state/nav.json"]), "a tick");
            everything.Append(await GetAsync(metrics, "metrics", "healthz", "readyz", $"no?signature={Canaries[6]}"));
            executor.Process.StandardInput.Close();
            Assert.AreEqual(0, executor.Wait(60), executor.Errors);
            everything.Append(executor.Output).Append(executor.Errors);
        }

        foreach (string[] command in (string[][])[
            ["run", "sync", "--once"], ["run", "sync", "--dry-run", "--json"], ["run", "compare", "--once"], ["run", "shadow-heartbeat", "--once"], ["doctor"], ["doctor", "--json"], ["doctor", "auth"], ["probe", "exchange"], ["doctor", "firestore"], ["validate", "--state", folder["state"]]])
        {
            (_, string output, string errors) = HedgeFlowProcess.Run(environment, [.. command, "--logs", folder.Path]);
            everything.Append(output).Append(errors);
        }

        using (var dashboard = new HedgeFlowProcess(environment, "run", "dashboard", "--port", $"{page}", "--logs", folder.Path))
        {
            Eventually.Holds(() => dashboard.Output.Contains("dashboard at", StringComparison.Ordinal), "the page is up");
            everything.Append(await GetAsync(page, "", "api/state", "api/health", "api/events?file=orders_executed&limit=500", "api/events?file=events&limit=500", "api/events?file=risk_vetoes&limit=500"));
            dashboard.Terminate();
            Assert.AreEqual(0, dashboard.Wait(30));
            everything.Append(dashboard.Output).Append(dashboard.Errors);
        }

        string text = everything + string.Concat(folder.Files.Select(name => File.ReadAllText(folder[name])));
        Assert.IsGreaterThan(15, folder.Files.Length);
        Assert.Contains(Marker, text, "something was redacted");
        Assert.Contains(Harmless, text, "what is no secret comes through");
        string[] hits = [.. Canaries.SelectMany((canary, i) => Forms(canary).Where(form => text.Contains(form, StringComparison.OrdinalIgnoreCase)).Select(form => $"{i + 1}: {form} in {Where(folder, form)}"))];
        Assert.IsEmpty(hits, string.Join('\n', hits));
        foreach (string trace in (string[])["Traceback", "BEGIN PRIVATE KEY", "at Bot.Exchange.Send(", "/home/bot/", "creds.json"])
        {
            Assert.IsFalse(text.Contains(trace, StringComparison.Ordinal), $"{trace} in {Where(folder, trace)}");
        }
    }

    /// <summary>1 to 6 are loaded secrets; the others are known by their place only.</summary>
    private static Dictionary<string, string> Environment(string credentials) => new()
    {
        ["DRY_RUN"] = "1",
        ["BINANCE_API_KEY"] = Canaries[0],
        ["BINANCE_API_SECRET"] = Canaries[1],
        ["BOT_TOKEN"] = Canaries[2],
        ["CHAT_ID"] = Canaries[3],
        ["FIREBASE_CREDS_PATH"] = credentials,
        ["FIRESTORE_ENABLED"] = "1",
        ["LOOP_SLEEP"] = Canaries[0],
        ["PIPELINE_V6_SHADOW_ENABLED"] = "1",
        ["PIPELINE_V6_COMPARE_INTERVAL_S"] = "0",
    };

    private static string Credentials(string key, string id) => new JsonObject
    {
        ["project_id"] = "demo",
        ["client_email"] = "desk@example.invalid",
        ["private_key"] = $"-----BEGIN PRIVATE KEY-----\n{key}\n-----END PRIVATE KEY-----\n",
        ["private_key_id"] = id,
    }.ToJsonString();

    private static IEnumerable<string> Lines()
    {
        double now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0;
        string secrets = new JsonObject
        {
            ["note"] = Harmless,
            ["plain"] = $"key {Canaries[0]} and {Canaries[1]}",
            ["api_key"] = Canaries[6],
            ["nested"] = new JsonArray(new JsonObject { ["Authorization"] = $"Bearer {Canaries[7]}", ["client-email"] = Canaries[8] }),
            ["url"] = $"https://fapi.example/order?symbol=A&signature={Canaries[9]}&token={Canaries[10]}",
            ["header"] = $"X-MBX-APIKEY: {Canaries[11]}",
            ["pem"] = $"-----BEGIN PRIVATE KEY-----\n{Canaries[12]}\n-----END PRIVATE KEY-----",
            ["trace"] = $"boom\n   at Bot.Exchange.Send(String key) in /home/bot/x.cs:line 3\n{Canaries[2]}",
            [Canaries[3]] = "a secret as a name",
        }.ToJsonString();
        string error = new JsonObject
        {
            ["kind"] = "order_error",
            ["ts"] = now,
            ["symbol"] = "BTCUSDT",
            ["side"] = "BUY",
            ["reason"] = $"POST /fapi/v1/order?recvWindow=1&signature={Canaries[9]} failed",
            ["message"] = $"Traceback (most recent call last):\n  File \"/home/bot/x.py\", line 3, in send\n{Canaries[0]}",
            ["classification"] = new JsonObject { ["category"] = "auth", ["retriable"] = false, ["message"] = $"bad apiKey={Canaries[10]} secret={Canaries[13]}" },
            ["context"] = new JsonObject { ["secret"] = Canaries[13], ["note"] = Harmless },
        }.ToJsonString();
        string envelope = FormattableString.Invariant($"\"ts\":{now:0.000}");
        yield return $"{{\"kind\":\"snapshot\",\"seq\":1,{envelope},\"source\":\"live\",\"account\":{{\"totalMarginBalance\":10000}},\"balances\":[],\"positions\":[],\"prices\":{{\"BTCUSDT\":90000}},\"errors\":[{{\"endpoint\":\"/fapi/v2/account?signature={Canaries[9]}\",\"category\":\"auth {Canaries[1]}\",\"retriable\":false}}]}}";
        yield return $"{{\"kind\":\"intent\",{envelope},\"symbol\":\"BTCUSDT\",\"signal\":\"BUY\",\"price\":90000,\"gross_usd\":180,\"leverage\":1,\"strategy\":\"{Canaries[1]}\",\"attempt_id\":\"a1\",\"metadata\":{secrets}}}";
        yield return $"{{\"kind\":\"order_ack\",{envelope},\"symbol\":\"BTCUSDT\",\"side\":\"BUY\",\"ts_ack\":{now:0},\"orderId\":1,\"clientOrderId\":\"{Canaries[2]}\",\"request_qty\":1,\"order_type\":\"MARKET\",\"status\":\"NEW\",\"metadata\":{secrets}}}";
        yield return $"{{\"kind\":\"order_fill\",{envelope},\"symbol\":\"BTCUSDT\",\"side\":\"BUY\",\"ts_fill_first\":{now:0},\"ts_fill_last\":{now:0},\"orderId\":1,\"clientOrderId\":\"c\",\"executedQty\":1,\"avgPrice\":1,\"fee_total\":0,\"feeAsset\":\"USDT\",\"tradeIds\":[\"{Canaries[0]}\"],\"status\":\"FILLED\",\"metadata\":{secrets}}}";
        yield return error;
        yield return $"{{\"kind\":\"risk_veto\",{envelope},\"symbol\":\"BTCUSDT\",\"veto_reason\":\"{Canaries[1]}\",\"reasons\":[\"{Canaries[1]}\"],\"context\":{secrets}}}";
        yield return $"{{\"kind\":\"{Canaries[1]}\",{envelope}}}";
        yield return $"not json at all {Canaries[0]} password={Canaries[13]}";
        yield return $"{{\"kind\":\"order_ack\",{envelope},\"symbol\":\"{Canaries[2]}\"}}";
        yield return $"{{\"kind\":\"snapshot\",\"seq\":2,\"ts\":{now + 1:0.000},\"source\":\"live\",\"account\":{{\"totalMarginBalance\":10000}},\"positions\":[],\"prices\":{{\"BTCUSDT\":90000}}}}";
    }

    private static async Task<string> GetAsync(int port, params string[] paths)
    {
        using var client = new HttpClient();
        var all = new StringBuilder();
        foreach (string path in paths)
        {
            using HttpResponseMessage response = await client.GetAsync(new Uri($"http://127.0.0.1:{port}/{path}"));
            all.Append(response.Headers).Append(await response.Content.ReadAsStringAsync());
        }

        return all.ToString();
    }

    private static string Where(TemporaryFolder folder, string text) =>
        folder.Files.FirstOrDefault(name => File.ReadAllText(folder[name]).Contains(text, StringComparison.OrdinalIgnoreCase)) ?? "a stream or a page";

    private static IEnumerable<string> Forms(string canary)
    {
        yield return canary;
        yield return Convert.ToHexString(Encoding.UTF8.GetBytes(canary));
        yield return Convert.ToBase64String(Encoding.UTF8.GetBytes(canary)).TrimEnd('=');
        foreach (char[] part in canary.Chunk(12).Where(part => part.Length == 12))
        {
            yield return new string(part);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
