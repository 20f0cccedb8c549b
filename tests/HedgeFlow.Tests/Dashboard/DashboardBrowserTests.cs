using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using HedgeFlow.Host.Dashboard;
using HedgeFlow.Tests.Support;
using Microsoft.Playwright;

namespace HedgeFlow.Tests.Dashboard;

[TestClass]
public sealed class DashboardBrowserTests
{
    private const string Chromium = "/usr/bin/chromium";

    public TestContext TestContext { get; set; } = null!;

    [TestMethod, Timeout(120_000)]
    public async Task The_page_shows_its_panels_live_and_follows_the_files()
    {
        using DashboardFolder folder = new DashboardFolder().Filled(DashboardFolder.Hostile);
        await OnPageAsync(folder, 1440, ColorScheme.Light, async page =>
        {
            await page.WaitForSelectorAsync("#link[data-link=live]");
            Assert.AreEqual(13, await page.Locator("section.panel").CountAsync());
            Assert.AreEqual(DashboardFolder.Hostile, await page.Locator("#positions td.name").First.TextContentAsync());
            Assert.AreEqual("missing", await page.Locator("#pipeline .fresh").GetAttributeAsync("data-status"));
            folder.Filled("ETHUSDT", nav: 20321.5);
            await page.WaitForFunctionAsync("() => document.querySelector('#kpis dd').textContent.includes('20,321.50')");
            folder.Write("positions_state.json", "{");
            await page.WaitForFunctionAsync("() => document.querySelector('#positions .fresh').textContent.includes('last known')");
            Assert.AreEqual("malformed", await page.Locator("#positions .fresh").GetAttributeAsync("data-status"));
            folder.Filled("ETHUSDT", age: 4000);
            await page.WaitForFunctionAsync("() => document.querySelector('#risk .fresh').dataset.status === 'stale'");
        });
    }

    [TestMethod, Timeout(120_000)]
    [DataRow(1440, ColorScheme.Light)]
    [DataRow(1440, ColorScheme.Dark)]
    [DataRow(400, ColorScheme.Dark)]
    public async Task The_page_fits_and_is_accessible(int width, ColorScheme scheme)
    {
        using DashboardFolder folder = new DashboardFolder().Filled();
        await OnPageAsync(folder, width, scheme, async page =>
        {
            await page.WaitForSelectorAsync("#link[data-link=live]");
            Assert.IsLessThanOrEqualTo(width, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
            AxeResult result = await page.RunAxe();
            string[] serious = [.. result.Violations.Where(found => found.Impact is "serious" or "critical").Select(found => $"{found.Id}: {string.Join(" | ", found.Nodes.Take(4).Select(node => node.Html))}")];
            Assert.IsEmpty(serious, string.Join('\n', serious));
            await page.Keyboard.PressAsync("Tab");
            Assert.AreEqual("skip", await page.EvaluateAsync<string>("() => document.activeElement.className"));
        });
    }

    private async Task OnPageAsync(DashboardFolder folder, int width, ColorScheme scheme, Func<IPage, Task> steps)
    {
        Requires.Present(File.Exists(Chromium), "Chromium at " + Chromium);
        await using DashboardServer server = await DashboardServer.StartAsync(folder.Options, TestContext.CancellationToken);
        using IPlaywright playwright = await Playwright.CreateAsync();
        await using IBrowser browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Chromium, Args = ["--no-sandbox", "--disable-gpu"] });
        IPage page = await browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = width, Height = 900 }, ColorScheme = scheme });
        var problems = new ConcurrentQueue<string>();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                problems.Enqueue(message.Text);
            }
        };
        page.PageError += (_, error) => problems.Enqueue(error);
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(server.Address.AbsoluteUri, StringComparison.Ordinal))
            {
                problems.Enqueue("off-origin: " + request.Url);
            }
        };
        await page.GotoAsync(server.Address.AbsoluteUri);
        await steps(page);
        Assert.IsEmpty(problems, string.Join('\n', problems));
    }
}
