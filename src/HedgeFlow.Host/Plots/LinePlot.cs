using System.Text;

namespace HedgeFlow.Host.Plots;

/// <summary>A line (or area) over time with ticks on both axes.</summary>
internal sealed record LinePlot
{
    private const double Left = 66;
    private const double Right = 12;

    public required string Title { get; init; }

    /// <summary>Epoch seconds ascending and value; several lines share the axes.</summary>
    public required IReadOnlyList<PlotSeries> Series { get; init; }

    /// <summary>Behind the numbers of the value axis: <c>%</c>, <c> bps</c>.</summary>
    public string Unit { get; init; } = "";

    public double Width { get; init; } = 900;

    public double Height { get; init; } = 240;

    /// <summary>Fills the space between the line and zero (or the lower edge).</summary>
    public bool Area { get; init; }

    public bool WithZero { get; init; }

    /// <summary>False leaves the labels of the time axis to the plot below.</summary>
    public bool TimeLabels { get; init; } = true;

    /// <summary>Names of the lines in the upper corner; false leaves them to the page.</summary>
    public bool Legend { get; init; } = true;

    public string Render()
    {
        double bottom = Height - (TimeLabels ? 22 : 6);
        const double Top = 8;
        IEnumerable<PlotPoint> all = Series.SelectMany(series => series.Points);
        double first = all.Select(point => point.Time).DefaultIfEmpty(0).Min();
        double last = all.Select(point => point.Time).DefaultIfEmpty(1).Max();
        var time = new TimeAxis(first, last, Left, Width - Right);
        var values = PlotScale.Over(all.Select(point => point.Value), bottom, Top, Height < 140 ? 2 : 4, WithZero);
        string extra = $" data-t0=\"{SvgBuilder.Number(first)}\" data-t1=\"{SvgBuilder.Number(last)}\" data-x0=\"{SvgBuilder.Number(Left)}\" data-x1=\"{SvgBuilder.Number(Width - Right)}\""
            + $" data-y0=\"{SvgBuilder.Number(bottom)}\" data-y1=\"{SvgBuilder.Number(Top)}\" data-v0=\"{SvgBuilder.Number(values.Low * 1e4)}\" data-v1=\"{SvgBuilder.Number(values.High * 1e4)}\"";
        var svg = new SvgBuilder(Width, Height, "line", Title, Describe(), extra);
        foreach (double tick in values.Ticks())
        {
            double y = values.At(tick);
            svg.Line(Left, y, Width - Right, y, tick == 0 ? "zero" : "grid").Text(Left - 8, y + 4, values.Label(tick, Unit), "tick", "end");
        }

        foreach ((double x, string label) in time.Ticks((int)(Width / 110)))
        {
            svg.Line(x, Top, x, bottom, "grid");
            if (TimeLabels && x < Width - 30)
            {
                svg.Text(x, Height - 6, label, "tick", "middle");
            }
        }

        for (int i = 0; i < Series.Count; i++)
        {
            Draw(svg, Series[i], i + 1, time, values, bottom);
        }

        return svg.End();
    }

    private void Draw(SvgBuilder svg, PlotSeries series, int number, TimeAxis time, PlotScale values, double bottom)
    {
        var path = new StringBuilder();
        double firstX = 0, lastX = 0;
        bool pen = false;
        foreach (PlotPoint point in series.Points)
        {
            if (!double.IsFinite(point.Value))
            {
                pen = false;
                continue;
            }

            lastX = time.At(point.Time);
            if (path.Length == 0)
            {
                firstX = lastX;
            }

            path.Append(pen ? 'L' : 'M').Append(SvgBuilder.Number(lastX)).Append(' ').Append(SvgBuilder.Number(values.At(point.Value)));
            pen = true;
        }

        if (path.Length == 0)
        {
            return;
        }

        if (Area)
        {
            string floor = SvgBuilder.Number(WithZero ? values.At(0) : bottom);
            svg.Path($"{path}L{SvgBuilder.Number(lastX)} {floor}L{SvgBuilder.Number(firstX)} {floor}Z", $"area s{number} {series.Tone}");
        }

        svg.Path(path.ToString(), $"line s{number} {series.Tone}");
        if (Legend && Series.Count > 1)
        {
            svg.Text(Left + 8 + ((number - 1) * 120), 20, series.Name, $"key s{number}");
        }
    }

    private string Describe()
    {
        PlotPoint[] points = [.. Series.SelectMany(series => series.Points)];
        if (points.Length == 0)
        {
            return "no points";
        }

        double[] finite = [.. points.Select(point => point.Value).Where(double.IsFinite).DefaultIfEmpty(0)];
        return $"{points.Length} points from {TimeAxis.Text(points[0].Time, "yyyy-MM-dd HH:mm")} to {TimeAxis.Text(points[^1].Time, "yyyy-MM-dd HH:mm")} UTC, "
            + $"lowest {SvgBuilder.Number(finite.Min())}{Unit}, highest {SvgBuilder.Number(finite.Max())}{Unit}, last {SvgBuilder.Number(points[^1].Value)}{Unit}";
    }
}
