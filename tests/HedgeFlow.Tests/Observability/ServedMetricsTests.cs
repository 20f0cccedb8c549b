using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using HedgeFlow.Feed.Demo;
using HedgeFlow.Host.Composition;
using HedgeFlow.Host.Observability;
using HedgeFlow.Tests.Support;

namespace HedgeFlow.Tests.Observability;

/// <summary>What a running engine serves at <c>/metrics</c>: its format, its sums, and the document that names it.</summary>
[TestClass, DoNotParallelize]
public sealed partial class ServedMetricsTests
{
    private const int Ticks = 50;

    [TestMethod, Timeout(120_000)]
    public async Task The_whole_answer_is_well_formed_and_the_alert_table_names_exactly_what_is_served()
    {
        RuntimeHelpers.RunClassConstructor(typeof(SyncMetrics).TypeHandle);
        using var folder = new TemporaryFolder();
        using var collector = new MetricsCollector();
        await using Engine engine = Engine.Create(SettingsOf.Live(folder.Path), null, _ => { });
        engine.Pipeline.Start();
        using DemoFeed feed = new(new DemoMarket(new DemoOptions { Seed = 1, StartTs = 1_700_000_000, TickInterval = 1, MaxTicks = Ticks }), null);
        while (feed.TryRead(engine.Pump, CancellationToken.None))
        {
        }

        Eventually.Holds(() => engine.Publish.Published > 0 && engine.State.Counters.Any(surface => surface is { File: "nav.json", Writes: > 0 }), "a published tick");
        // A file counts as written an instant before its time is recorded; after a flush both are.
        Assert.IsTrue(engine.State.Flush(Gate.Patience));
        string text = collector.Scrape();
        await engine.FinishAsync(feed.Counters);

        string[] lines = text.TrimEnd('\n').Split('\n');
        string[] malformed = [.. lines.Where(line => !Sample().IsMatch(line) && !Comment().IsMatch(line))];
        Assert.IsEmpty(malformed, string.Join('\n', malformed));
        var types = lines.Where(line => line.StartsWith("# TYPE ", StringComparison.Ordinal)).Select(line => line.Split(' ')).ToDictionary(words => words[2], words => words[3], StringComparer.Ordinal);
        Assert.IsEmpty(lines.Where(line => line[0] != '#' && !types.ContainsKey(Family(line[..line.IndexOfAny(['{', ' '])], types))));
        foreach (string series in lines.Where(line => line.Contains("_bucket{", StringComparison.Ordinal)).Select(line => line[..line.LastIndexOf("le=", StringComparison.Ordinal)]).Distinct(StringComparer.Ordinal))
        {
            double[] counts = [.. lines.Where(line => line.StartsWith(series + "le=", StringComparison.Ordinal)).Select(Value)];
            CollectionAssert.AreEqual(counts.Order().ToArray(), counts, series);
        }

        string[] served = [.. types.Keys.Where(name => name.StartsWith("hedgeflow_", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        string document = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "alerts.md"));
        string[] named = [.. Metric().Matches(document).Select(match => Family(match.Value, types)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        CollectionAssert.AreEqual(served, named.Where(name => name.StartsWith("hedgeflow_", StringComparison.Ordinal)).ToArray(), $"served {string.Join(' ', served)}\nnamed {string.Join(' ', named)}");
        Assert.IsEmpty(named.Where(name => !types.ContainsKey(name)));

        StringAssert.Matches(text, new Regex("hedgeflow_tick_duration_seconds_count [1-9]"));
        StringAssert.Matches(text, new Regex("hedgeflow_edge_fill\\{[^}]*stage=\"append\"[^}]*\\} 0"));
        StringAssert.Contains(text, "hedgeflow_state_write_duration_seconds_bucket{file=\"nav.json\"");
    }

    private static string Family(string name, Dictionary<string, string> types)
    {
        string bare = Suffix().Replace(name, "");
        return types.GetValueOrDefault(bare) == "histogram" ? bare : name;
    }

    private static double Value(string line) => double.Parse(line.AsSpan(line.LastIndexOf(' ') + 1), CultureInfo.InvariantCulture);

    [GeneratedRegex("^[a-zA-Z_:][a-zA-Z0-9_:]*(\\{[a-zA-Z_][a-zA-Z0-9_]*=\"([^\"\\\\\\n]|\\\\[\\\\\"n])*\"(,[a-zA-Z_][a-zA-Z0-9_]*=\"([^\"\\\\\\n]|\\\\[\\\\\"n])*\")*\\})? (NaN|[+-]Inf|-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?)$")]
    private static partial Regex Sample();

    [GeneratedRegex("^# (HELP [a-zA-Z_:][a-zA-Z0-9_:]* .+|TYPE [a-zA-Z_:][a-zA-Z0-9_:]* (counter|gauge|histogram)|What to alert on.*|not observed: .*)$")]
    private static partial Regex Comment();

    [GeneratedRegex("(?:hedgeflow|dotnet)_[a-z0-9_]+")]
    private static partial Regex Metric();

    [GeneratedRegex("_(bucket|sum|count)$")]
    private static partial Regex Suffix();
}
