using System.Text.RegularExpressions;
using System.Text.Json.Nodes;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using HedgeFlow.Storage;
using HedgeFlow.Tests.Support;
using Microsoft.Playwright;

namespace HedgeFlow.Tests.EndToEnd;

/// <summary><c>report</c> on the logs of a replay: lines, JSON, and the page in a browser.</summary>
[TestClass]
public sealed partial class ReportTests
{
    private const string Chromium = "/usr/bin/chromium";

    private static readonly string Demo = Path.Combine(Repository.Root, "tests", "HedgeFlow.Tests", "recordings", "demo.jsonl");

    private static TemporaryFolder s_folder = null!;

    [ClassInitialize]
    public static void Replay(TestContext _)
    {
        s_folder = new TemporaryFolder();
        var flags = new Dictionary<string, string> { ["INTEL_V6_ENABLED"] = "1", ["INTEL_V6_REFRESH_INTERVAL_S"] = "0" };
        (int code, string output, string errors) = HedgeFlowProcess.Run(flags, "replay", Demo, "--logs", s_folder["logs"]);
        Assert.AreEqual(0, code, output + errors);
    }

    [ClassCleanup]
    public static void Clean() => s_folder.Dispose();

    [TestMethod]
    [Timeout(60_000)]
    public void The_same_logs_give_the_same_bytes_and_stay_as_they_are()
    {
        string before = OutputDigest.Of(s_folder["logs"]);
        string page = Report(s_folder["logs"], "a.html");
        Assert.AreEqual(page, Report(s_folder["logs"], "b.html"));
        Assert.AreEqual(before, OutputDigest.Of(s_folder["logs"]));
        foreach (string card in (string[])
            ["Equity and drawdown", "Realised result", "Result by symbol", "Result by hour of the close", "Result by routing regime", "Slippage", "Factor correlation", "Factor weights over time", "State files"])
        {
            StringAssert.Contains(page, $"<h2>{card}</h2>");
        }

        StringAssert.Contains(page, "<li>Veto reasons: nothing", "nothing was vetoed");
        Assert.IsFalse(page.Contains("[redacted]", StringComparison.Ordinal), "the redaction finds nothing in a clean page");
    }

    [TestMethod]
    [Timeout(60_000)]
    public void The_page_needs_nothing_from_elsewhere()
    {
        string page = Report(s_folder["logs"], "alone.html");
        Assert.IsEmpty(Reference().Matches(page).Select(match => match.Value).ToArray());
        Assert.IsFalse(page.Contains("<script", StringComparison.OrdinalIgnoreCase));
        Assert.IsFalse(page.Contains("@import", StringComparison.OrdinalIgnoreCase) || page.Contains("url(", StringComparison.OrdinalIgnoreCase));
    }

    [TestMethod]
    [Timeout(60_000)]
    public void Empty_logs_give_a_page_that_says_what_is_missing()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["logs"]);
        string page = Report(folder["logs"], "empty.html");
        foreach (string what in (string[])["Equity: no NAV history", "Realised result: ", "Result by symbol, hour and regime: ", "Slippage: ", "Veto reasons: ", "Factor correlation: ", "Factor weights: "])
        {
            StringAssert.Contains(page, $"<li>{what}");
        }

        Assert.IsEmpty(Directory.GetFileSystemEntries(folder["logs"]), "a report writes nothing into the logs");
        (int code, _, string errors) = HedgeFlowProcess.Run("report", "--logs", folder["nowhere"]);
        Assert.AreEqual(2, code);
        StringAssert.Contains(errors, "no such folder");
        (code, _, errors) = HedgeFlowProcess.Run("report", "--logs", folder["logs"], "--out", "/proc/nothing/report.html");
        Assert.AreEqual(1, code, errors);
    }

    [TestMethod]
    [Timeout(60_000)]
    public void Names_are_text_whatever_they_hold()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["logs/execution"]);
        const string Hostile = "<img src=x onerror=alert(1)>\"'&\\u202e</title><script>";
        string row = new JsonObject { ["event_type"] = "order_close", ["symbol"] = Hostile, ["realizedPnlUsd"] = 5, ["ts"] = 1_700_000_000 }.ToJsonString();
        File.WriteAllLines(folder["logs/execution/orders_executed.jsonl"], [row, "torn {", row]);
        File.WriteAllText(folder["logs/execution/risk_vetoes.jsonl"], new JsonObject { ["veto_reason"] = Hostile, ["ts"] = 1 }.ToJsonString() + "\n");
        string page = Report(folder["logs"], "hostile.html");
        Assert.IsFalse(page.Contains("<img", StringComparison.OrdinalIgnoreCase) || page.Contains("<script", StringComparison.OrdinalIgnoreCase));
        StringAssert.Contains(page, "&lt;IMG SRC=X");
    }

    [TestMethod]
    [Timeout(60_000)]
    public void A_machine_gets_the_figures_of_the_logs()
    {
        (int code, string output, string errors) = HedgeFlowProcess.Run("report", "--json", "--logs", s_folder["logs"]);
        Assert.AreEqual(0, code, errors);
        JsonNode summary = JsonNode.Parse(output)!;
        double[] closes = [.. File.ReadLines(s_folder["logs/execution/orders_executed.jsonl"]).Select(line => JsonNode.Parse(line)!).Where(line => (string?)line["event_type"] == "order_close").Select(line => (double)line["realizedPnlUsd"]!)];
        Assert.AreEqual(4, (int)summary["trades"]!);
        Assert.AreEqual(closes.Sum(), (double)summary["gross_usd"]!, 1e-9);
        Assert.AreEqual(12, (int)summary["orders"]!["order_fill"]!);
    }

    [TestMethod]
    [Timeout(120_000)]
    [DataRow(1440, ColorScheme.Light)]
    [DataRow(400, ColorScheme.Light)]
    [DataRow(400, ColorScheme.Dark)]
    public async Task The_page_fits_and_is_accessible(int width, ColorScheme scheme)
    {
        Requires.Present(File.Exists(Chromium), "Chromium at " + Chromium);
        string file = $"page-{width}-{scheme}.html";
        Report(s_folder["logs"], file);
        using IPlaywright playwright = await Playwright.CreateAsync();
        await using IBrowser browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Chromium, Args = ["--no-sandbox", "--disable-gpu"] });
        IPage page = await browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = width, Height = 900 }, ColorScheme = scheme });
        var problems = new List<string>();
        page.Console += (_, message) => problems.Add(message.Text);
        page.PageError += (_, error) => problems.Add(error);
        page.Request += (_, request) => problems.AddRange(request.Url.StartsWith("file:", StringComparison.Ordinal) ? [] : (string[])[request.Url]);
        await page.GotoAsync("file://" + s_folder[file]);
        Assert.IsLessThanOrEqualTo(width, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        Assert.AreEqual(0, await page.Locator("svg[role=img]:not([aria-label])").CountAsync(), "every picture has a name");
        Assert.IsGreaterThan(6, await page.Locator("svg[role=img]:visible").CountAsync());
        AxeResult result = await page.RunAxe();
        string[] serious = [.. result.Violations.Where(found => found.Impact is "serious" or "critical").Select(found => $"{found.Id}: {string.Join(" | ", found.Nodes.Take(4).Select(node => node.Html))}")];
        Assert.IsEmpty(serious, string.Join('\n', serious));
        Assert.IsEmpty(problems, string.Join('\n', problems));
    }

    private static string Report(string logs, string file)
    {
        (int code, string output, string errors) = HedgeFlowProcess.Run("report", "--logs", logs, "--out", s_folder[file]);
        Assert.AreEqual(0, code, errors);
        StringAssert.Contains(output, file);
        return File.ReadAllText(s_folder[file]);
    }

    /// <summary>Anything that a browser would fetch.</summary>
    [GeneratedRegex("""(?:src|href|action|data)\s*=\s*["'][^"']*["']""", RegexOptions.IgnoreCase)]
    private static partial Regex Reference();
}
