using System.Collections.Concurrent;
using HedgeFlow.Host.Dashboard;
using Microsoft.Playwright;

namespace HedgeFlow.Tests.Support;

/// <summary>
/// The dashboard over a folder, open in the machine's Chromium. One browser for all tests of the run. What the page complains about,
/// and what it asks of other hosts, is kept.
/// </summary>
internal sealed class BrowserPage : IAsyncDisposable
{
    private const string Chromium = "/usr/bin/chromium";

    private static readonly Lazy<Task<IBrowser>> Browser = new(LaunchAsync);

    private readonly ConcurrentQueue<string> _problems = new();
    private readonly DashboardServer _server;

    private BrowserPage(DashboardServer server, IPage page) => (_server, Page) = (server, page);

    public IPage Page { get; }

    public Uri Address => _server.Address;

    /// <summary>Console errors and warnings, uncaught exceptions, requests to other hosts.</summary>
    public IReadOnlyCollection<string> Problems => _problems;

    public static async Task<BrowserPage> OpenAsync(
        DashboardOptions options, CancellationToken stop, int width = 1440, ColorScheme scheme = ColorScheme.Light, bool stream = true)
    {
        Requires.Present(File.Exists(Chromium), "Chromium at " + Chromium);
        IBrowser browser = await Browser.Value;
        DashboardServer server = await DashboardServer.StartAsync(options, stop);
        IPage page = await browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = width, Height = 900 }, ColorScheme = scheme });
        page.SetDefaultTimeout(30_000);
        var open = new BrowserPage(server, page);
        page.Console += (_, message) => open.Note(message.Type is "error" or "warning", message.Text);
        page.PageError += (_, error) => open.Note(true, error);
        page.Request += (_, request) => open.Note(!request.Url.StartsWith(server.Address.AbsoluteUri, StringComparison.Ordinal), "off-origin: " + request.Url);
        if (!stream)
        {
            await page.RouteAsync("**/api/stream", route => route.AbortAsync());
        }

        await page.GotoAsync(server.Address.AbsoluteUri);
        await page.WaitForSelectorAsync(stream ? "#link[data-link=live]" : "#link[data-link=polling]");
        return open;
    }

    /// <summary>Badge of a panel: <c>fresh</c>, <c>stale</c>, …</summary>
    public async Task<string?> StatusAsync(string panel) => await Page.Locator($"#{panel} .fresh").GetAttributeAsync("data-status");

    /// <summary>What a person reads in a panel, badge included.</summary>
    public async Task<string> TextAsync(string panel) => await Page.Locator("#" + panel).InnerTextAsync();

    public Task WaitAsync(string condition) => Page.WaitForFunctionAsync("() => " + condition);

    public async ValueTask DisposeAsync()
    {
        await Page.CloseAsync();
        await _server.DisposeAsync();
    }

    private void Note(bool bad, string text)
    {
        if (bad)
        {
            _problems.Enqueue(text);
        }
    }

    private static async Task<IBrowser> LaunchAsync()
    {
        IPlaywright playwright = await Playwright.CreateAsync();
        return await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Chromium, Args = ["--no-sandbox", "--disable-gpu"] });
    }
}
