using System.Globalization;
using System.Text.Json.Nodes;
using HedgeFlow.Host.Dashboard.Panels;
using HedgeFlow.Host.Plots;
using HedgeFlow.Host.Terminal;
using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Host.Report;

/// <summary>The cards of a report. What has no data says so in the list of what is missing and takes no room.</summary>
internal sealed class ReportSections(HtmlText html, RunLogs logs, ReportFigures figures, List<string> missing)
{
    private const int MostBars = 24;
    private const int MostFactors = 8;
    private const double Wide = 1100, Narrow = 400;

    private readonly List<(string Card, double Height)> _narrow = [];

    /// <summary>Equity with the drawdown below it, then what the closes added up to.</summary>
    public void Equity()
    {
        if (logs.Equity.Count < 2)
        {
            missing.Add("Equity: no NAV history (nav_log.json, nav.json)");
        }
        else
        {
            List<PlotPoint> fall = EquityPanel.Drawdown(logs.Equity, logs.Peak);
            Card("Equity and drawdown", 0, () =>
            {
                Lines(new LinePlot { Title = "Equity in USD", Series = [new PlotSeries("Equity", logs.Equity)], Area = true, TimeLabels = false, Height = 260 });
                Lines(new LinePlot { Title = "Drawdown from the peak in percent", Series = [new PlotSeries("Drawdown", fall, "bad")], Unit = "%", Area = true, WithZero = true, Height = 130 });
                if (logs.Closes.Count > 0 && logs.Closes[0].Time < logs.Equity[0].Time)
                {
                    html.Element("p", $"The NAV log keeps its newest points only and begins at {TimeAxis.Text(logs.Equity[0].Time, "yyyy-MM-dd HH:mm")}: NAV change counts from there, drawdown from the highest NAV ever recorded.", "note");
                }
            });
        }

        if (logs.Closes.Count < 2)
        {
            missing.Add("Realised result: fewer than two closed trades in execution/orders_executed.jsonl");
            return;
        }

        double gross = 0, net = 0;
        var before = new List<PlotPoint>(logs.Closes.Count);
        var after = new List<PlotPoint>(logs.Closes.Count);
        foreach ((double time, double pnl, double fees) in logs.Closes)
        {
            before.Add(new PlotPoint(time, gross += pnl));
            after.Add(new PlotPoint(time, net += pnl - fees));
        }

        Card("Realised result", 0, () =>
        {
            Legend(["before fees", "after fees"]);
            Lines(new LinePlot { Title = "Realised result in USD, added up", Series = [new PlotSeries("before fees", before), new PlotSeries("after fees", after)], Legend = false, WithZero = true, Height = 200 });
        });
    }

    /// <summary>What was earned where, when and how.</summary>
    public void Results()
    {
        if (figures.Trades == 0)
        {
            missing.Add("Result by symbol, hour and regime: no closed trade in execution/orders_executed.jsonl");
            return;
        }

        Card("Result by symbol", figures.Stats.Symbols.Count + 2, () =>
        {
            Bars("Result by symbol in USD", ReportFigures.Totals(figures.Stats.Symbols), signed: true);
            html.Raw("<details><summary>Figures by symbol</summary>").Table(
                "Trades by symbol",
                ["Symbol", "Trades", "Hit rate", "Result", "Per trade", "Avg win", "Avg loss", "Drawdown"],
                figures.Stats.Symbols.OrderBy(row => row.Key, StringComparer.Ordinal).Select(row => (IReadOnlyList<string>)
                [
                    row.Key, FigureText.Number(row.Value.Count, "#,0"), FigureText.Percent(row.Value.HitRate), Money(row.Value.AvgReturn * row.Value.Count), Money(row.Value.AvgReturn),
                    Money(row.Value.AvgWin), Money(row.Value.AvgLoss), Money(row.Value.MaxDrawdown),
                ])).Raw("</details>");
        });
        Card("Result by hour of the close", figures.Stats.Hours.Count, () => Bars(
            "Result by hour of the close (UTC) in USD",
            [.. figures.Stats.Hours.Select(hour => ($"{int.Parse(hour.Key, CultureInfo.InvariantCulture):00}:00", (hour.Value.AvgReturn ?? 0) * hour.Value.Count))],
            signed: true));
        if (figures.Stats.Regimes.Count == 0)
        {
            missing.Add("Result by regime: no close has a routing metric (execution/order_metrics.jsonl)");
        }
        else
        {
            Card("Result by routing regime", figures.Stats.Regimes.Count, () => Bars("Result by routing regime of the closing order in USD", ReportFigures.Totals(figures.Stats.Regimes), signed: true));
        }
    }

    /// <summary>How orders were filled, and which were refused.</summary>
    public void Execution()
    {
        if (logs.Slippage.Count == 0)
        {
            missing.Add("Slippage: no order has slippage_bps (execution/order_metrics.jsonl)");
        }
        else
        {
            Card("Slippage", 12 + logs.Slippage.Select(slip => slip.Symbol).Distinct(StringComparer.Ordinal).Count(), () =>
            {
                html.Raw(new Histogram { Title = "Slippage in bps", Values = [.. logs.Slippage.Select(slip => slip.Bps)], Unit = " bps" }.Render());
                Bars(
                    "Mean slippage by symbol in bps, costs to the right",
                    [.. logs.Slippage.GroupBy(slip => slip.Symbol, StringComparer.Ordinal).Select(group => (group.Key, group.Average(slip => slip.Bps))).OrderByDescending(group => group.Item2).ThenBy(group => group.Key, StringComparer.Ordinal)],
                    signed: false,
                    " bps");
            });
        }

        if (logs.Vetoes.Count == 0)
        {
            missing.Add("Veto reasons: nothing in execution/risk_vetoes.jsonl");
        }
        else
        {
            Card("Veto reasons", logs.Vetoes.Count, () => Bars("Vetoes by reason", logs.Vetoes, signed: false, format: "#,0"));
        }
    }

    /// <summary>How the factors move together and what they weigh.</summary>
    public void Factors()
    {
        JsonObject? document = logs.Document(FactorDiagnosticsState.Surface.File);
        string[] names = [.. ((document?["covariance"] as JsonObject)?["factors"] as JsonArray ?? []).Select(name => Coerce.AsText(name) ?? "")];
        if (names.Length == 0)
        {
            missing.Add("Factor correlation: no covariance in state/factor_diagnostics.json; an intel run writes it (INTEL_V6_ENABLED=1)");
        }
        else
        {
            Card("Factor correlation", names.Length > MostFactors ? 0 : (1.4 * names.Length) + 2, () => html.Raw(new HeatMap
            {
                Title = "Factor correlation",
                Names = names,
                Values = [.. (document!["covariance"]!["correlation_matrix"] as JsonArray ?? []).Select(row => (IReadOnlyList<double?>)[.. (row as JsonArray ?? []).Select(Coerce.Number)])],
            }.Render()));
        }

        Weights(document?["weights"] as JsonObject ?? []);
    }

    /// <summary>Every file of the contract and how old it is beside the newest record.</summary>
    public void Surfaces() => Card("State files", 0, () => html.Table(
        "State files, age against the newest record of the run",
        ["File", "Status", "Age", "Written by"],
        logs.Surfaces.Select(surface => (IReadOnlyList<string>)
        [
            surface.Entry.File,
            surface.Document is null ? surface.Entry.Soft ? "off" : "missing" : "present",
            Age(logs.AsOf - RunLogs.TimeOf(surface.Document)),
            surface.Entry.Owner,
        ])));

    private void Weights(JsonObject last)
    {
        (double Time, JsonObject Weights)[] history =
            [.. logs.WeightHistory.OfType<JsonObject>().Where(row => IsoTime.OfRecord(row) is not null && row["weights"] is JsonObject).Select(row => (IsoTime.OfRecord(row)!.Value, (JsonObject)row["weights"]!)).OrderBy(row => row.Item1)];
        if (last.Count == 0 && history.Length == 0)
        {
            missing.Add("Factor weights: none in state/factor_diagnostics.json");
            return;
        }

        if (history.Length < 2)
        {
            missing.Add("Weights over time: fewer than two runs in cache/factor_weights.json");
            Card("Factor weights", last.Count, () => Bars(
                "Factor weights", [.. last.Select(weight => (weight.Key, Coerce.Number(weight.Value) ?? 0)).OrderByDescending(weight => weight.Item2)], signed: false, format: "0.000"));
            return;
        }

        string[] names = [.. history.SelectMany(row => row.Weights.Select(weight => weight.Key)).Distinct(StringComparer.Ordinal)];
        Card("Factor weights over time", 14, () =>
        {
            Legend([.. names.Select(name => $"{name} {FigureText.Number(Coerce.Number(history[^1].Weights[name]), "0.000")}")]);
            html.Raw(new LinePlot
            {
                Title = "Factor weights over time",
                Series = [.. names.Select(name => new PlotSeries(name, [.. history.Select(row => new PlotPoint(row.Time, Coerce.Number(row.Weights[name]) ?? double.NaN))]))],
                Legend = false,
                WithZero = true,
                Width = 440,
                Height = 240,
            }.Render());
        });
    }

    /// <summary>The narrow cards in two columns of about the same height, each card in the one that is shorter so far.</summary>
    public void Columns()
    {
        if (_narrow.Count == 0)
        {
            return;
        }

        var columns = new List<string>[] { [], [] };
        double left = 0, right = 0;
        foreach ((string card, double height) in _narrow)
        {
            columns[left <= right ? 0 : 1].Add(card);
            (left, right) = left <= right ? (left + height, right) : (left, right + height);
        }

        foreach (List<string> column in columns)
        {
            html.Raw("<div class=\"column\">").Raw(string.Concat(column)).Raw("</div>\n");
        }
    }

    /// <param name="title">Head of the card.</param>
    /// <param name="rows">About as many rows as it is high; 0 takes the whole width.</param>
    /// <param name="content">Writes into the page.</param>
    private void Card(string title, double rows, Action content)
    {
        const double Frame = 4;
        int from = html.Length;
        html.Raw(rows == 0 ? "<section class=\"wide\">" : "<section>").Element("h2", title);
        content();
        html.Raw("</section>\n");
        if (rows > 0)
        {
            _narrow.Add((html.Cut(from), Math.Min(rows, MostBars + 1) + Frame));
        }
    }

    /// <summary>Twice: labels that can be read on a desk are unreadable on a phone.</summary>
    private void Lines(LinePlot plot) => html
        .Raw("<div class=\"desk\">").Raw((plot with { Width = Wide }).Render()).Raw("</div><div class=\"phone\">")
        .Raw((plot with { Width = Narrow, Height = Math.Max(90, plot.Height * 0.75) }).Render()).Raw("</div>");

    private void Bars(string title, IReadOnlyList<(string Name, double Value)> bars, bool signed, string unit = "", string format = "#,0.00")
    {
        html.Raw(new BarPlot { Title = title, Bars = [.. bars.Take(MostBars)], Signed = signed, Unit = unit, Format = format }.Render());
        if (bars.Count > MostBars)
        {
            html.Element("p", $"{bars.Count - MostBars} more not shown", "note");
        }
    }

    private void Legend(IReadOnlyList<string> names)
    {
        html.Raw("<ul class=\"legend\">");
        for (int i = 0; i < names.Count; i++)
        {
            html.Raw($"<li><svg class=\"plot swatch\" viewBox=\"0 0 24 8\" aria-hidden=\"true\"><path class=\"line s{i + 1}\" d=\"M0 4H24\"/></svg>").Text(names[i]).Raw("</li>");
        }

        html.Raw("</ul>");
    }

    private static string Money(double? value) => FigureText.Number(value, "#,0.00");

    private static string Age(double? seconds) => seconds switch
    {
        null => FigureText.Missing,
        < 1 => "newest",
        < 120 => FigureText.Number(seconds, "0") + " s",
        < 7200 => FigureText.Number(seconds / 60, "0") + " min",
        < 172_800 => FigureText.Number(seconds / 3600, "0.0") + " h",
        _ => FigureText.Number(seconds / 86_400, "0.0") + " d",
    };
}
