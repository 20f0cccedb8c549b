using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using HedgeFlow.Tests.Support;
using Microsoft.Playwright;

namespace HedgeFlow.Tests.Dashboard;

[TestClass]
public sealed class DashboardBrowserTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod, Timeout(120_000)]
    public async Task Updates_come_without_a_reload_and_nothing_moves()
    {
        using DashboardFolder folder = new DashboardFolder().Whole();
        await using BrowserPage open = await BrowserPage.OpenAsync(folder.Options, TestContext.CancellationToken);
        await open.Page.EvaluateAsync("() => { window.kept = 1; window.moved = 0; new PerformanceObserver(list => { for (const e of list.getEntries()) window.moved += e.value; }).observe({ type: 'layout-shift' }); }");
        string before = await BoxesAsync(open);
        folder.Whole(symbol: "ETHUSDT").Filled("ETHUSDT", nav: 20321.5);
        await open.WaitAsync("document.querySelector('#kpis dd').textContent.includes('20,321.50')");
        folder.Write("positions_state.json", "{\"updated_ts\":" + DashboardFolder.Now.ToString("R", System.Globalization.CultureInfo.InvariantCulture) + ",\"positions\":["
            + string.Join(',', Enumerable.Range(0, 200).Select(i => $"{{\"symbol\":\"S{i:000}USDT\",\"side\":\"LONG\",\"qty\":1,\"entry_price\":1,\"mark_price\":2}}")) + "]}");
        await open.WaitAsync("document.querySelectorAll('#positions tbody tr').length === 200");
        folder.Write("risk_snapshot.json", "{");
        await open.WaitAsync("document.querySelector('#risk .fresh').dataset.status === 'malformed'");
        Assert.AreEqual(before, await BoxesAsync(open));
        Assert.AreEqual(0.0, await open.Page.EvaluateAsync<double>("() => window.moved"), 0.001);
        Assert.AreEqual(1, await open.Page.EvaluateAsync<int>("() => window.kept"));
        Assert.IsEmpty(open.Problems, string.Join('\n', open.Problems));
    }

    [TestMethod, Timeout(120_000)]
    public async Task Order_filter_and_selection_survive_an_update()
    {
        using DashboardFolder folder = new DashboardFolder().Whole();
        string Rows(int shift) => "{\"updated_ts\":" + DashboardFolder.Now.ToString("R", System.Globalization.CultureInfo.InvariantCulture) + ",\"positions\":["
            + string.Join(',', Enumerable.Range(0, 9).Select(i => $"{{\"symbol\":\"S{i}USDT\",\"side\":\"LONG\",\"qty\":{(i * 5 % 9) + 1},\"entry_price\":1,\"mark_price\":{shift}}}")) + "]}";
        folder.Write("positions_state.json", Rows(1));
        await using BrowserPage open = await BrowserPage.OpenAsync(folder.Options, TestContext.CancellationToken);
        await open.Page.Locator("#positions th button", new PageLocatorOptions { HasTextString = "Qty" }).ClickAsync();
        await open.Page.Locator("#positions input").FillAsync("usdt");
        await open.Page.EvaluateAsync("() => getSelection().selectAllChildren(document.querySelector('#positions td'))");
        folder.Write("positions_state.json", Rows(7));
        await open.WaitAsync("document.querySelector('#positions tbody td:nth-child(5)').textContent === '7'");
        string[] quantities = [.. await open.Page.Locator("#positions tbody td:nth-child(3)").AllTextContentsAsync()];
        CollectionAssert.AreEqual((string[])["9", "8", "7", "6", "5", "4", "3", "2", "1"], quantities);
        Assert.AreEqual("descending", await open.Page.Locator("#positions th").Nth(2).GetAttributeAsync("aria-sort"));
        Assert.AreEqual("usdt", await open.Page.Locator("#positions input").InputValueAsync());
        Assert.AreEqual("S7USDT", await open.Page.EvaluateAsync<string>("() => getSelection().toString().trim()"));
        await open.Page.Locator("#positions input").FillAsync("s3");
        Assert.AreEqual(1, await open.Page.Locator("#positions tbody tr").CountAsync());
    }

    [TestMethod, Timeout(120_000)]
    [DataRow(1440, ColorScheme.Light)]
    [DataRow(1440, ColorScheme.Dark)]
    [DataRow(400, ColorScheme.Light)]
    [DataRow(400, ColorScheme.Dark)]
    public async Task The_page_fits_and_is_accessible(int width, ColorScheme scheme)
    {
        using DashboardFolder folder = new DashboardFolder().Whole();
        folder.Write("kpis_v7.json", "{\"updated_ts\":1000,\"atr_regime\":\"normal\"}");
        folder.Write("router_health.json", "{\"updated_ts\":1000,\"symbols\":[]}");
        await using BrowserPage open = await BrowserPage.OpenAsync(folder.Options, TestContext.CancellationToken, width, scheme);
        Assert.IsLessThanOrEqualTo(width, await open.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        bool dark = await open.Page.EvaluateAsync<bool>("() => { const [r] = getComputedStyle(document.body).backgroundColor.match(/\\d+/g); return r < 64; }");
        Assert.AreEqual(scheme == ColorScheme.Dark, dark);
        AxeResult result = await open.Page.RunAxe();
        string[] found = [.. result.Violations.Select(rule => $"{rule.Id} ({rule.Impact}): {string.Join(" | ", rule.Nodes.Take(4).Select(node => node.Html))}")];
        Assert.IsEmpty(found, string.Join('\n', found));
        Assert.IsEmpty(open.Problems, string.Join('\n', open.Problems));
    }

    [TestMethod, Timeout(120_000)]
    public async Task Everything_can_be_reached_and_worked_with_the_keyboard()
    {
        using DashboardFolder folder = new DashboardFolder().Whole();
        await using BrowserPage open = await BrowserPage.OpenAsync(folder.Options, TestContext.CancellationToken);
        var seen = new List<string>();
        for (int i = 0; i < 200; i++)
        {
            await open.Page.Keyboard.PressAsync("Tab");
            string name = await open.Page.EvaluateAsync<string>(
                """
                () => {
                  const e = document.activeElement, box = e.getBoundingClientRect(), style = getComputedStyle(e);
                  if (e === document.body) return 'end';
                  if (style.outlineStyle === 'none' || box.width === 0) return 'unseen ' + e.outerHTML.slice(0, 80);
                  return e.className === 'skip' ? 'skip' : e.id || (e.closest('.panel')?.id ?? '') + ' ' + (e.className === 'surface' ? 'chart' : e.tagName.toLowerCase());
                }
                """);
            if (name == "end" || (seen.Count > 0 && name == seen[0]))
            {
                break;
            }

            seen.Add(name);
        }

        Assert.AreEqual("skip", seen[0]);
        Assert.IsEmpty(seen.Where(name => name.StartsWith("unseen", StringComparison.Ordinal)), string.Join('\n', seen));
        string[] wanted = ["theme", "equity chart", "equity button", "positions input", "positions button", "router input", "diagnostics button"];
        CollectionAssert.IsSubsetOf(wanted, seen, string.Join(", ", seen));

        await open.Page.Locator("#equity .surface").FocusAsync();
        string newest = await open.Page.Locator("#equity .readout").InnerTextAsync();
        await open.Page.Keyboard.PressAsync("ArrowLeft");
        await open.Page.Keyboard.PressAsync("ArrowLeft");
        Assert.AreNotEqual(newest, await open.Page.Locator("#equity .readout").InnerTextAsync());
        await open.Page.Keyboard.PressAsync("Escape");
        Assert.AreEqual(newest, await open.Page.Locator("#equity .readout").InnerTextAsync());
        await open.Page.Locator("#positions th button").First.FocusAsync();
        await open.Page.Keyboard.PressAsync("Enter");
        Assert.AreEqual("descending", await open.Page.Locator("#positions th").First.GetAttributeAsync("aria-sort"));
        await open.Page.Locator("#theme").FocusAsync();
        await open.Page.Keyboard.PressAsync("Space");
        Assert.AreEqual("dark", await open.Page.EvaluateAsync<string>("() => document.documentElement.dataset.theme"));
    }

    [TestMethod, Timeout(120_000)]
    public async Task A_hostile_name_is_text_and_reaches_no_path()
    {
        string[] names = [DashboardFolder.Hostile, "<img src=x onerror=window.hacked=1>", "../../../etc/passwd", "..\\..\\x", new string('A', 10_000)];
        foreach (string name in names)
        {
            using DashboardFolder folder = new DashboardFolder().Whole(symbol: name);
            string[] before = folder.Files();
            await using BrowserPage open = await BrowserPage.OpenAsync(folder.Options, TestContext.CancellationToken);
            string shown = await open.Page.Locator("#positions td.name").First.TextContentAsync() ?? "";
            Assert.AreEqual(name.Length <= 300 ? name : name[..299] + "…", shown);
            Assert.AreEqual(2, await open.Page.Locator("script[src]").CountAsync() - 1);
            Assert.AreEqual(3, await open.Page.Locator("script").CountAsync());
            Assert.IsTrue(await open.Page.EvaluateAsync<bool>("() => window.hacked === undefined && document.documentElement.scrollWidth <= 1440"));
            CollectionAssert.AreEqual(before, folder.Files());
            Assert.IsEmpty(open.Problems, string.Join('\n', open.Problems));
        }
    }

    [TestMethod, Timeout(120_000)]
    public async Task Without_the_stream_the_page_polls()
    {
        using DashboardFolder folder = new DashboardFolder().Whole();
        await using BrowserPage open = await BrowserPage.OpenAsync(folder.Options with { RefreshSeconds = 1 }, TestContext.CancellationToken, stream: false);
        Assert.AreEqual("polling", await open.Page.Locator("#link").TextContentAsync());
        folder.Filled("ETHUSDT", nav: 30321.5);
        await open.WaitAsync("document.querySelector('#kpis dd').textContent.includes('30,321.50')");
    }

    [TestMethod, Timeout(120_000)]
    public async Task Two_hundred_symbols_and_five_hundred_points_update_within_a_frame_or_a_few()
    {
        using DashboardFolder folder = new DashboardFolder().Whole();
        folder.Large(0);
        await using BrowserPage open = await BrowserPage.OpenAsync(folder.Options, TestContext.CancellationToken);
        await open.WaitAsync("document.querySelectorAll('#positions tbody tr').length === 200");
        var times = new List<double>();
        for (int turn = 1; turn <= 5; turn++)
        {
            string before = await open.Page.EvaluateAsync<string>("() => document.querySelector('#positions tbody td:nth-child(5)').textContent");
            folder.Large(turn);
            await open.WaitAsync($"document.querySelector('#positions tbody td:nth-child(5)').textContent !== '{before}'");
            times.Add(double.Parse(await open.Page.EvaluateAsync<string>("() => document.documentElement.dataset.updateMs"), System.Globalization.CultureInfo.InvariantCulture));
        }

        string figures = string.Join(' ', times.Select(time => time.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture)));
        TestContext.WriteLine($"milliseconds of the page's thread per update: {figures}");
        Assert.IsLessThan(250.0, times.Order().ElementAt(2), figures);
    }

    private static Task<string> BoxesAsync(BrowserPage open) => open.Page.EvaluateAsync<string>(
        "() => [...document.querySelectorAll('.panel')].map(p => { const b = p.getBoundingClientRect(); return [p.id, b.x, b.y, b.width, b.height].join(); }).filter(t => !t.startsWith('header')).join(' ')");
}
