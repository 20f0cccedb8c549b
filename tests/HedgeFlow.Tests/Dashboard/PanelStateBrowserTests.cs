using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Dashboard;

/// <summary>Every panel in every condition of its source, as a person sees it.</summary>
[TestClass]
public sealed class PanelStateBrowserTests
{
    private static readonly string[] Panels =
        ["header", "flags", "kpis", "equity", "regimes", "risk", "router", "positions", "execution", "intel", "pipeline", "heartbeats", "diagnostics"];

    /// <summary>Panel → badge and a piece of its text, for files that are there and whole.</summary>
    private static readonly (string Status, string Text)[] Whole =
    [
        ("fresh", "7.6.0"), ("fresh", "INTEL ON"), ("fresh", "$10,123.45"), ("fresh", "UTC   $10,000.00"), ("fresh", "ROUTER_STRONG"), ("fresh", "NORMAL"),
        ("fresh", "95.00"), ("fresh", "BTCUSDT"), ("fresh", "BTCUSDT"), ("fresh", "0.61"), ("fresh", "parity green"), ("fresh", "ago"), ("fresh", "all surfaces healthy"),
    ];

    private static readonly string[] Missing =
    [
        "unknown", "INTEL n/a", "NAV\n–", "no points yet", "VOL_NORMAL", "unavailable", "no data", "unavailable", "Fill rate\n–", "unavailable", "unavailable", "n/a", "positions_state missing",
    ];

    public TestContext TestContext { get; set; } = null!;

    [TestMethod, Timeout(120_000)]
    public async Task Fresh_files_show_their_values_and_then_age_before_the_eyes()
    {
        using DashboardFolder folder = new DashboardFolder().Whole();
        await using BrowserPage open = await BrowserPage.OpenAsync(folder.Options, TestContext.CancellationToken);
        List<string> wrong = [];
        for (int i = 0; i < Panels.Length; i++)
        {
            await ExpectAsync(open, Panels[i], i == 6 ? Whole[i] with { Text = "0.95" } : Whole[i], old: false, wrong);
        }

        folder.Whole(age: 20000);
        await AllAsync(open, "stale");
        foreach (string panel in Panels)
        {
            await ExpectAsync(open, panel, panel == "diagnostics" ? ("fresh", "positions_state stale") : ("stale", "stale · 5 h"), old: panel != "diagnostics", wrong);
        }

        Assert.IsEmpty(wrong, string.Join('\n', wrong));
        Assert.IsEmpty(open.Problems, string.Join('\n', open.Problems));
    }

    [TestMethod, Timeout(120_000)]
    public async Task Nothing_there_shows_the_word_of_each_panel()
    {
        using DashboardFolder folder = new();
        await using BrowserPage open = await BrowserPage.OpenAsync(folder.Options, TestContext.CancellationToken);
        List<string> wrong = [];
        for (int i = 0; i < Panels.Length; i++)
        {
            await ExpectAsync(open, Panels[i], (Panels[i] == "diagnostics" ? "fresh" : "missing", Missing[i]), old: Panels[i] != "diagnostics", wrong);
        }

        Assert.IsEmpty(wrong, string.Join('\n', wrong));
        Assert.IsEmpty(open.Problems, string.Join('\n', open.Problems));
    }

    [TestMethod, Timeout(120_000)]
    public async Task Broken_files_show_the_same_words_and_say_that_they_are_broken()
    {
        using DashboardFolder folder = new DashboardFolder().Broken();
        await using BrowserPage open = await BrowserPage.OpenAsync(folder.Options, TestContext.CancellationToken);
        List<string> wrong = [];
        for (int i = 0; i < Panels.Length; i++)
        {
            string status = Panels[i] switch { "diagnostics" => "fresh", "heartbeats" => "missing", _ => "malformed" };
            await ExpectAsync(open, Panels[i], (status, Panels[i] == "diagnostics" ? "positions state:invalid json" : Missing[i]), old: Panels[i] != "diagnostics", wrong);
        }

        Assert.IsEmpty(wrong, string.Join('\n', wrong));
        Assert.IsEmpty(open.Problems, string.Join('\n', open.Problems));
    }

    [TestMethod, Timeout(120_000)]
    public async Task Files_that_break_leave_the_last_known_values_marked_as_such()
    {
        using DashboardFolder folder = new DashboardFolder().Whole();
        await using BrowserPage open = await BrowserPage.OpenAsync(folder.Options, TestContext.CancellationToken);
        folder.Broken();
        await AllAsync(open, "malformed");
        List<string> wrong = [];
        for (int i = 0; i < Panels.Length; i++)
        {
            if (Panels[i] is not ("heartbeats" or "diagnostics"))
            {
                string text = Panels[i] switch { "router" => "0.95", "execution" => "Attempted", _ => Whole[i].Text };
                await ExpectAsync(open, Panels[i], ("malformed", text), old: true, wrong);
                await ExpectAsync(open, Panels[i], ("malformed", "last known"), old: true, wrong);
            }
        }

        Assert.IsEmpty(wrong, string.Join('\n', wrong));
    }

    [TestMethod, Timeout(120_000)]
    public async Task A_part_from_an_older_surface_says_so_in_a_fresh_panel()
    {
        using DashboardFolder folder = new DashboardFolder().Whole();
        folder.Write("kpis_v7.json", "{\"updated_ts\":1000,\"atr_regime\":\"normal\"}");
        folder.Write("positions_ledger.json", "{\"updated_ts\":1000,\"entries\":[]}");
        await using BrowserPage open = await BrowserPage.OpenAsync(folder.Options, TestContext.CancellationToken);
        Assert.AreEqual("fresh", await open.StatusAsync("kpis"));
        Assert.AreEqual("stale", await open.Page.Locator("#kpis dd").Nth(6).GetAttributeAsync("data-from"));
        Assert.AreEqual("", await open.Page.Locator("#kpis dd").First.GetAttributeAsync("data-from"));
        StringAssert.Contains(await open.TextAsync("positions"), "positions_ledger stale");
    }

    [TestMethod, Timeout(120_000)]
    public async Task A_number_turns_late_by_itself_when_no_update_comes()
    {
        using DashboardFolder folder = new DashboardFolder().Whole(age: 296);
        await using BrowserPage open = await BrowserPage.OpenAsync(folder.Options with { RefreshSeconds = 3600 }, TestContext.CancellationToken, stream: false);
        Assert.AreEqual("fresh", await open.StatusAsync("kpis"));
        await open.WaitAsync("document.querySelector('#kpis .fresh').dataset.status === 'late'");
        Assert.AreEqual("true", await open.Page.Locator("#kpis").GetAttributeAsync("data-old"));
        Assert.AreEqual("stale", await open.StatusAsync("risk"));
    }

    /// <summary>Waits for the last of the files that a test writes.</summary>
    private static Task AllAsync(BrowserPage open, string status) =>
        open.WaitAsync($"[...document.querySelectorAll('#diagnostics tr')].some(row => row.textContent.startsWith('pipeline_v6_compare_summary{status}'))");

    private static async Task ExpectAsync(BrowserPage open, string panel, (string Status, string Text) expected, bool old, List<string> wrong)
    {
        string? status = await open.StatusAsync(panel);
        string text = await open.TextAsync(panel);
        string? marked = await open.Page.Locator("#" + panel).GetAttributeAsync("data-old");
        if (status != expected.Status || !text.Contains(expected.Text, StringComparison.Ordinal) || marked != (old ? "true" : "false"))
        {
            wrong.Add($"{panel}: {status} (old={marked}), expected {expected.Status} and '{expected.Text}' in:\n{text}");
        }
    }
}
