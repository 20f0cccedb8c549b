using System.Net;
using System.Text.Json.Nodes;
using HedgeFlow.Host.Dashboard;
using HedgeFlow.State;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Dashboard;

[TestClass]
public sealed class DashboardEndpointTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod, Timeout(60_000)]
    [DataRow("GET", "/", 200)]
    [DataRow("HEAD", "/", 200)]
    [DataRow("GET", "/api/state", 200)]
    [DataRow("GET", "/api/health", 200)]
    [DataRow("GET", "/api/events?file=events&limit=5", 200)]
    [DataRow("GET", "/api/events?file=../state/nav.json", 404)]
    [DataRow("GET", "/api/events?file=%2Fetc%2Fpasswd", 404)]
    [DataRow("GET", "/api/events?file=events&limit=501", 400)]
    [DataRow("GET", "/api/events?file=events&limit=0", 400)]
    [DataRow("GET", "/.env", 404)]
    [DataRow("GET", "/state/nav.json", 404)]
    [DataRow("GET", "/../../etc/passwd", 404)]
    [DataRow("POST", "/api/state", 405)]
    [DataRow("PUT", "/", 405)]
    [DataRow("DELETE", "/api/events", 405)]
    [DataRow("OPTIONS", "/api/state", 405)]
    public async Task Only_reading_of_known_paths_is_answered(string verb, string path, int status)
    {
        using DashboardFolder folder = new DashboardFolder().Filled();
        await using DashboardServer server = await DashboardServer.StartAsync(folder.Options, TestContext.CancellationToken);
        using HttpResponseMessage response = await SendAsync(server, verb, path);
        Assert.AreEqual(status, (int)response.StatusCode);
        StringAssert.StartsWith(response.Headers.GetValues("Content-Security-Policy").Single(), "default-src 'none'");
        Assert.DoesNotContain("unsafe", response.Headers.GetValues("Content-Security-Policy").Single());
        Assert.AreEqual("no-store", response.Headers.CacheControl!.ToString());
        Assert.AreEqual("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.IsFalse(response.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [TestMethod, Timeout(60_000)]
    [DataRow("evil.example", HttpStatusCode.MisdirectedRequest)]
    [DataRow("127.0.0.1.evil.example", HttpStatusCode.MisdirectedRequest)]
    [DataRow("localhost", HttpStatusCode.OK)]
    [DataRow("127.0.0.1", HttpStatusCode.OK)]
    public async Task Another_host_name_is_refused(string host, HttpStatusCode status)
    {
        using DashboardFolder folder = new DashboardFolder().Filled();
        await using DashboardServer server = await DashboardServer.StartAsync(folder.Options, TestContext.CancellationToken);
        using HttpResponseMessage response = await SendAsync(server, "GET", "/api/state", host);
        Assert.AreEqual(status, response.StatusCode);
    }

    [TestMethod, Timeout(60_000)]
    [DataRow("whole", "/api/state", "state")]
    [DataRow("empty", "/api/state", "state")]
    [DataRow("broken", "/api/state", "state")]
    [DataRow("whole", "/api/health", "health")]
    [DataRow("broken", "/api/health", "health")]
    [DataRow("whole", "/api/events?file=events&limit=5", "events")]
    [DataRow("whole", "/api/events?file=orders_executed.jsonl", "events")]
    [DataRow("whole", "/api/events?file=nothing", "error")]
    [DataRow("whole", "/api/events?limit=x", "error")]
    [DataRow("whole", "/nowhere", "error")]
    public async Task Answers_fit_their_committed_schemas(string folderState, string path, string schema)
    {
        using DashboardFolder folder = new();
        _ = folderState switch { "whole" => folder.Whole(), "broken" => folder.Broken(), _ => folder };
        await using DashboardServer server = await DashboardServer.StartAsync(folder.Options, TestContext.CancellationToken);
        using HttpResponseMessage response = await SendAsync(server, "GET", path);
        Assert.AreEqual("application/json", response.Content.Headers.ContentType!.MediaType);
        JsonNode rules = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "api", schema + ".schema.json"), TestContext.CancellationToken))!;
        JsonNode? answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.CancellationToken));
        IReadOnlyList<string> violations = SchemaCheck.Violations(rules, answer);
        Assert.IsEmpty(violations, string.Join('\n', violations));
        answer!["unknown"] = 1;
        Assert.IsNotEmpty(SchemaCheck.Violations(rules, answer), "a schema that takes everything says nothing");
    }

    [TestMethod, Timeout(60_000)]
    public async Task The_stream_begins_with_the_state()
    {
        using DashboardFolder folder = new DashboardFolder().Whole();
        await using DashboardServer server = await DashboardServer.StartAsync(folder.Options, TestContext.CancellationToken);
        using var client = new HttpClient();
        using var reader = new StreamReader(await client.GetStreamAsync(new Uri(server.Address, "/api/stream"), TestContext.CancellationToken));
        Assert.AreEqual("event: state", await reader.ReadLineAsync(TestContext.CancellationToken));
        string? data = await reader.ReadLineAsync(TestContext.CancellationToken);
        Assert.HasCount(13, JsonNode.Parse(data!["data: ".Length..])!["panels"]!.AsArray());
    }

    [TestMethod, Timeout(60_000)]
    public async Task A_missing_folder_is_unhealthy_and_its_page_is_served_all_the_same()
    {
        using DashboardFolder folder = new();
        Directory.Delete(folder.Paths.State, recursive: true);
        await using DashboardServer server = await DashboardServer.StartAsync(folder.Options, TestContext.CancellationToken);
        using HttpResponseMessage health = await SendAsync(server, "GET", "/api/health");
        Assert.AreEqual(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        using HttpResponseMessage page = await SendAsync(server, "GET", "/");
        Assert.AreEqual(HttpStatusCode.OK, page.StatusCode);
    }

    [TestMethod, Timeout(60_000)]
    public async Task A_taken_port_moves_the_page_to_the_next()
    {
        using DashboardFolder folder = new();
        await using DashboardServer first = await DashboardServer.StartAsync(folder.Options, TestContext.CancellationToken);
        await using DashboardServer second = await DashboardServer.StartAsync(folder.Options with { Port = first.Address.Port }, TestContext.CancellationToken);
        Assert.IsTrue(second.Address.Port - first.Address.Port is 1 or 2);
    }

    [TestMethod]
    public void Every_panel_has_its_own_condition()
    {
        using DashboardFolder folder = new DashboardFolder().Filled();
        var board = new Board(folder.Options);
        JsonObject before = StateOf(board);
        Assert.HasCount(13, before["panels"]!.AsArray());
        Assert.AreEqual("fresh", Status(before, "positions"));
        Assert.AreEqual("missing", Status(before, "pipeline"));
        folder.Write("positions_state.json", "{\"positions\":[{\"symb");
        folder.Write("router_health.json", "{\"updated_ts\":1000,\"symbols\":[]}");
        File.Delete(Path.Combine(folder.Paths.State, "risk_snapshot.json"));
        JsonObject after = StateOf(board);
        Assert.AreEqual("malformed", Status(after, "positions"));
        Assert.IsTrue((bool)PanelOf(after, "positions")["last_known"]!);
        StringAssert.Contains(PanelOf(after, "positions").ToJsonString(), "BTCUSDT");
        Assert.AreEqual("stale", Status(after, "router"));
        Assert.AreEqual("missing", Status(after, "risk"));
        Assert.AreEqual("fresh", Status(after, "kpis"));
    }

    [TestMethod]
    public void An_empty_folder_fails_nothing()
    {
        using DashboardFolder folder = new();
        JsonObject state = StateOf(new Board(folder.Options));
        foreach (JsonNode? panel in state["panels"]!.AsArray())
        {
            Assert.AreNotEqual("error", (string)panel!["status"]!, (string)panel["id"]!);
        }
    }

    [TestMethod]
    public void A_fault_in_one_panel_stays_in_it()
    {
        using DashboardFolder folder = new DashboardFolder().Filled();
        Panel[] panels = [new("kpis", "nav", 300, (_, _) => throw new InvalidOperationException("/root/secret")), .. PanelCatalog.All.Where(panel => panel.Id != "kpis")];
        JsonObject state = StateOf(new Board(folder.Options) { Panels = panels });
        Assert.AreEqual("unavailable", (string)PanelOf(state, "kpis")["error"]!);
        Assert.AreEqual("fresh", Status(state, "positions"));
        Assert.DoesNotContain("secret", state.ToJsonString());
    }

    [TestMethod]
    public void A_file_beyond_the_cap_is_left_alone()
    {
        using DashboardFolder folder = new DashboardFolder().Filled();
        using (FileStream file = File.OpenWrite(Path.Combine(folder.Paths.State, "nav.json")))
        {
            file.SetLength(SurfaceShelf.MaxBytes + 1);
        }

        Assert.AreEqual("too_large", Status(StateOf(new Board(folder.Options)), "kpis"));
    }

    [TestMethod]
    public void A_short_position_gains_when_its_price_falls()
    {
        using DashboardFolder folder = new DashboardFolder().Filled();
        JsonNode row = PanelOf(StateOf(new Board(folder.Options)), "positions")["blocks"]![0]!["rows"]![0]!;
        Assert.AreEqual(10.0, (double)row[7]!, 1e-9);
    }

    private static async Task<HttpResponseMessage> SendAsync(DashboardServer server, string verb, string path, string? host = null)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(new HttpMethod(verb), new Uri(server.Address, path));
        request.Headers.Host = host;
        return await client.SendAsync(request);
    }

    private static JsonObject StateOf(Board board) => JsonNode.Parse(board.State())!.AsObject();

    private static JsonObject PanelOf(JsonObject state, string id) => state["panels"]!.AsArray().Single(panel => (string)panel!["id"]! == id)!.AsObject();

    private static string Status(JsonObject state, string id) => (string)PanelOf(state, id)["status"]!;
}
