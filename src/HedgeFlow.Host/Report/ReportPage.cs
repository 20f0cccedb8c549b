using HedgeFlow.Host.Dashboard;
using HedgeFlow.Host.Plots;

namespace HedgeFlow.Host.Report;

/// <summary>
/// A report as one HTML page that needs nothing else: style and pictures inside, no script, no request. The same logs give the
/// same bytes.
/// </summary>
internal sealed class ReportPage(RunLogs logs)
{
    private const string DateFormat = "yyyy-MM-dd HH:mm";

    private readonly HtmlText _html = new();
    private readonly List<string> _missing = [];
    private readonly ReportFigures _figures = ReportFigures.Of(logs);

    public static string Render(RunLogs logs) => new ReportPage(logs).Render();

    private string Render()
    {
        string title = logs.Book.Length > 0 ? $"HedgeFlow report: {logs.Book}" : "HedgeFlow report";
        _html.Raw("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
            .Raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">")
            .Raw("<meta name=\"color-scheme\" content=\"light dark\">").Element("title", title)
            .Raw("<style>\n").Raw(PageAssets.Text("plots.css")).Raw(PageAssets.Text("report.css")).Raw("</style></head><body>\n<header>")
            .Element("h1", title).Element("p", Period(), "note").Raw("</header>\n<main>");
        Tiles();
        var sections = new ReportSections(_html, logs, _figures, _missing);
        sections.Equity();
        sections.Results();
        sections.Execution();
        sections.Factors();
        sections.Columns();
        Missing();
        sections.Surfaces();
        _html.Raw("</main>\n</body></html>\n");
        return _html.ToString();
    }

    private string Period()
    {
        double[] times = [.. logs.Equity.Select(point => point.Time), .. logs.Closes.Select(close => close.Time)];
        if (times.Length == 0)
        {
            return logs.AsOf is { } known ? $"As of {TimeAxis.Text(known, DateFormat)} UTC" : "Nothing was recorded yet";
        }

        return $"{TimeAxis.Text(times.Min(), DateFormat)} to {TimeAxis.Text(Math.Max(times.Max(), logs.AsOf ?? double.NegativeInfinity), DateFormat)} UTC; money in USD";
    }

    private void Tiles()
    {
        _html.Raw("<section class=\"wide\" aria-label=\"Figures of the run\"><dl class=\"tiles\">");
        foreach ((string name, string value, string tone) in _figures.Tiles())
        {
            _html.Raw("<div>").Element("dt", name).Element("dd", value, tone).Raw("</div>");
        }

        _html.Raw("</dl></section>\n");
    }

    private void Missing()
    {
        if (_missing.Count == 0)
        {
            return;
        }

        _html.Raw("<section class=\"wide\">").Element("h2", "What is missing").Raw("<ul>");
        foreach (string what in _missing)
        {
            _html.Element("li", what);
        }

        _html.Raw("</ul></section>\n");
    }
}
