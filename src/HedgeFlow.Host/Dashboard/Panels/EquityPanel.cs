using System.Text.Json.Nodes;
using HedgeFlow.Host.Plots;
using HedgeFlow.Serialization;

namespace HedgeFlow.Host.Dashboard.Panels;

/// <summary>Equity and the drawdown below it, for the ranges that differ.</summary>
internal static class EquityPanel
{
    private const int MaxPoints = 500;

    private static readonly (string Name, double Seconds)[] Ranges = [("1H", 3600), ("1D", 86400), ("1W", 604800), ("All", double.PositiveInfinity)];

    public static void Build(BoardData data, PanelView view)
    {
        JsonObject? document = data.Pick("nav_state", "nav").Document;
        List<PlotPoint> equity = Points(document);
        if (equity.Count == 0)
        {
            view.From(data, "nav");
            document = data.Document("nav");
            equity = Points(document);
        }

        if (equity.Count == 0)
        {
            view.Note("no points yet");
            return;
        }

        List<PlotPoint> drawdown = Drawdown(equity, BoardData.Number(document, "peak_equity"));
        var ranges = new JsonArray();
        int lastCount = -1;
        foreach ((string name, double seconds) in Ranges)
        {
            int from = equity.FindIndex(point => equity[^1].Time - point.Time <= seconds);
            int count = equity.Count - from;
            if (count == lastCount || count < 2)
            {
                continue;
            }

            lastCount = count;
            ranges.Add(new JsonObject
            {
                ["name"] = name,
                ["equity"] = Equity(equity[from..], 900, 240),
                ["drawdown"] = Fall(drawdown[from..], 900, 115),
                ["equity_narrow"] = Equity(equity[from..], 380, 165),
                ["drawdown_narrow"] = Fall(drawdown[from..], 380, 80),
            });
        }

        if (ranges.Count == 0)
        {
            view.Note("one point so far");
            return;
        }

        // The widest range is always called by its name: narrower ones exist only while they show less.
        ranges[^1]!["name"] = "All";
        view.Block(view.Marked(new JsonObject
        {
            ["kind"] = "plots",
            ["ranges"] = ranges,
            ["points"] = new JsonArray([.. equity.Select((point, i) => new JsonArray(Math.Round(point.Time, 3), Math.Round(point.Value, 2), Math.Round(drawdown[i].Value, 4)))]),
        }));
    }

    /// <summary>The series of a NAV document: time ascending, unreadable entries left out, the newest 500.</summary>
    public static List<PlotPoint> Points(JsonObject? document)
    {
        var points = new List<PlotPoint>();
        foreach (JsonObject entry in BoardData.Objects(document?["series"]))
        {
            if (IsoTime.OfRecord(entry) is { } time && BoardData.Number(entry, "equity", "total_equity", "nav") is { } value)
            {
                points.Add(new PlotPoint(time, value));
            }
        }

        points.Sort((a, b) => a.Time.CompareTo(b.Time));
        return points.Count <= MaxPoints ? points : points[^MaxPoints..];
    }

    private static string Equity(List<PlotPoint> points, double width, double height) =>
        new LinePlot { Title = "Equity in USD", Series = [new PlotSeries("Equity", points)], Area = true, TimeLabels = false, Width = width, Height = height }.Render();

    private static string Fall(List<PlotPoint> points, double width, double height) =>
        new LinePlot { Title = "Drawdown from the peak in percent", Series = [new PlotSeries("Drawdown", points, "bad")], Unit = "%", Area = true, WithZero = true, Width = width, Height = height }.Render();

    /// <summary>Percent below the highest value so far, as negative numbers. A recorded peak above all points lies before them.</summary>
    public static List<PlotPoint> Drawdown(IReadOnlyList<PlotPoint> equity, double? recordedPeak = null)
    {
        var result = new List<PlotPoint>(equity.Count);
        double peak = recordedPeak is { } before && equity.All(point => point.Value < before) ? before : double.NegativeInfinity;
        foreach (PlotPoint point in equity)
        {
            peak = Math.Max(peak, point.Value);
            result.Add(point with { Value = peak > 0 ? Math.Min(0, (point.Value - peak) / peak * 100) : 0 });
        }

        return result;
    }
}
