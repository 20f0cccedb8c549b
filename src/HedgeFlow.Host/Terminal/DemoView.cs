using System.Globalization;
using HedgeFlow.Host.Composition;
using HedgeFlow.Stages.Publish;
using Spectre.Console;

namespace HedgeFlow.Host.Terminal;

/// <summary>
/// What the engine does right now: tick rate, decision latency, NAV, positions, files. A live screen for a person; plain lines
/// every five seconds where the output is no terminal or <c>NO_COLOR</c> is set.
/// </summary>
internal sealed class DemoView
{
    private static readonly TimeSpan ScreenPeriod = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LinePeriod = TimeSpan.FromSeconds(5);

    private readonly Engine _engine;
    private readonly MessageLog _messages;
    private readonly bool _interactive = TerminalStyle.IsInteractive(Console.IsOutputRedirected);
    private readonly long _start = TimeProvider.System.GetTimestamp();
    private double _startNav = double.NaN;
    private long _lastTicks;
    private long _lastAt;
    private double _rate;

    public DemoView(Engine engine, MessageLog messages)
    {
        _engine = engine;
        _messages = messages;
        _engine.Publish.Watched = true;
        _lastAt = _start;
    }

    public Task RunAsync(CancellationToken stop) => _interactive ? ScreenAsync(stop) : LinesAsync(stop);

    /// <summary>The last word: totals, and what was lost.</summary>
    public void Finish()
    {
        Sample();
        Console.WriteLine(Summary());
        foreach (string message in _messages.Newest())
        {
            Console.WriteLine($"  {message}");
        }
    }

    private async Task ScreenAsync(CancellationToken stop)
    {
        await AnsiConsole.Live(Screen()).StartAsync(async live =>
        {
            using var timer = new PeriodicTimer(ScreenPeriod);
            while (await Next(timer, stop))
            {
                Sample();
                live.UpdateTarget(Screen());
                live.Refresh();
            }
        });
    }

    private async Task LinesAsync(CancellationToken stop)
    {
        Console.WriteLine($"demo: writing to {_engine.Settings.Paths.Book switch { "" => "the log folder", var book => $"book {book}" }}; interrupt to stop");
        using var timer = new PeriodicTimer(LinePeriod);
        while (await Next(timer, stop))
        {
            Sample();
            Console.WriteLine(Summary());
        }
    }

    private static async Task<bool> Next(PeriodicTimer timer, CancellationToken stop)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stop);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private void Sample()
    {
        long now = TimeProvider.System.GetTimestamp();
        double seconds = TimeProvider.System.GetElapsedTime(_lastAt, now).TotalSeconds;
        long ticks = _engine.Executor.Ticks;
        if (seconds > 0.2)
        {
            _rate = (ticks - _lastTicks) / seconds;
            (_lastTicks, _lastAt) = (ticks, now);
        }

        if (double.IsNaN(_startNav) && _engine.Publish.Status is { } status && double.IsFinite(status.Equity))
        {
            _startNav = status.Equity;
        }
    }

    private string Summary()
    {
        TickStatus? status = _engine.Publish.Status;
        var latency = _engine.Pipeline.OfferLatency.Summarize();
        return string.Create(CultureInfo.InvariantCulture,
            $"t={TimeProvider.System.GetElapsedTime(_start).TotalSeconds,6:0.0}s  ticks={_engine.Executor.Ticks}  nav={status?.Equity ?? double.NaN:0.00}  positions={status?.Positions.Count ?? 0}  "
            + $"intents={_engine.Executor.Intents} sent={_engine.Executor.Allowed} vetoed={_engine.Executor.Vetoed}  decision p50={latency.P50 / 1000.0:0.0}us p99={latency.P99 / 1000.0:0.0}us  "
            + $"surfaces={_engine.State.Counters.Count} writes={_engine.State.Counters.Sum(surface => surface.Writes)}");
    }

    private Rows Screen()
    {
        TickStatus? status = _engine.Publish.Status;
        var latency = _engine.Pipeline.OfferLatency.Summarize();
        double nav = status?.Equity ?? double.NaN;
        double change = nav - _startNav;
        var head = new Grid().AddColumns(4);
        head.AddRow(
            $"[bold]HedgeFlow demo[/] [grey]{_engine.Settings.Version.Engine}[/]",
            $"[grey]ticks[/] {_engine.Executor.Ticks:N0} [grey]({_rate:0.0}/s)[/]",
            $"[grey]decision[/] p50 {Micros(latency.P50)}  p99 {Micros(latency.P99)}  p99.9 {Micros(latency.P999)}",
            $"[grey]up[/] {TimeProvider.System.GetElapsedTime(_start):hh\\:mm\\:ss}");
        head.AddRow(
            $"[bold]NAV {Money(nav)}[/] {Signed(change)}",
            $"[grey]intents[/] {_engine.Executor.Intents:N0}",
            $"[grey]sent[/] {_engine.Executor.Allowed:N0}  [grey]vetoed[/] {_engine.Executor.Vetoed:N0}  [grey]facts[/] {_engine.Executor.OrderFacts:N0}",
            $"[grey]files[/] {_engine.State.Counters.Count} state, {_engine.Journal.Counters.Count} jsonl");
        return new Rows(new Panel(head).Expand().BorderColor(Color.Grey), Positions(status), Files(), new Text(string.Join('\n', _messages.Newest())), new Markup("[grey]Ctrl+C stops and drains[/]"));
    }

    private static Table Positions(TickStatus? status)
    {
        Table table = new Table().Expand().Border(TableBorder.Rounded).BorderColor(Color.Grey).Title("positions");
        table.AddColumn("symbol").AddColumn("side");
        foreach (string name in (ReadOnlySpan<string>)["qty", "entry", "mark", "notional", "PnL"])
        {
            table.AddColumn(new TableColumn(name).RightAligned());
        }

        foreach (var row in status?.Positions ?? [])
        {
            table.AddRow(Markup.Escape(row.Symbol), row.Qty > 0 ? "[green]LONG[/]" : "[red]SHORT[/]", Number(row.Qty), Number(row.Entry), Number(row.Mark), Money(row.Notional), Signed(row.Unrealized));
        }

        if (status is null || status.Positions.Count == 0)
        {
            table.AddRow("[grey]flat[/]");
        }

        return table;
    }

    private Table Files()
    {
        Table table = new Table().Expand().Border(TableBorder.Rounded).BorderColor(Color.Grey).Title("written");
        table.AddColumn("state file").AddColumn(new TableColumn("writes").RightAligned()).AddColumn("state file").AddColumn(new TableColumn("writes").RightAligned());
        var counters = _engine.State.Counters;
        int half = (counters.Count + 1) / 2;
        for (int i = 0; i < half; i++)
        {
            var right = i + half < counters.Count ? counters[i + half] : null;
            table.AddRow(counters[i].File, $"{counters[i].Writes:N0}", right?.File ?? "", right is null ? "" : $"{right.Writes:N0}");
        }

        return table;
    }

    private static string Micros(long nanoseconds) => string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / 1000.0:0.0} µs");

    private static string Money(double usd) => double.IsFinite(usd) ? usd.ToString("N2", CultureInfo.InvariantCulture) : "–";

    private static string Number(double value) => value.ToString(Math.Abs(value) >= 100 ? "N2" : "0.######", CultureInfo.InvariantCulture);

    private static string Signed(double usd) => !double.IsFinite(usd) ? "" : usd >= 0
        ? $"[green]+{usd.ToString("N2", CultureInfo.InvariantCulture)}[/]"
        : $"[red]{usd.ToString("N2", CultureInfo.InvariantCulture)}[/]";
}
