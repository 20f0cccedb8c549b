using System.Globalization;

namespace HedgeFlow.Host.Plots;

/// <summary>Horizontal bars by name, gains to the right of zero and losses to the left; with counts, all to the right.</summary>
internal sealed record BarPlot
{
    private const int LongestName = 28;

    public required string Title { get; init; }

    public required IReadOnlyList<(string Name, double Value)> Bars { get; init; }

    /// <summary>.NET number format of the value beside the bar.</summary>
    public string Format { get; init; } = "#,0.00";

    public string Unit { get; init; } = "";

    /// <summary>Colours by sign; otherwise one colour.</summary>
    public bool Signed { get; init; } = true;

    public double Width { get; init; } = 440;

    public string Render()
    {
        const double RowHeight = 20;
        double height = (Math.Max(1, Bars.Count) * RowHeight) + 8;
        const double Left = 150;
        double right = Width - 90;
        var svg = new SvgBuilder(Width, height, "bar", Title, Bars.Count == 0 ? "no bars" : string.Join(", ", Bars.Take(12).Select(bar => $"{Short(bar.Name)} {Text(bar.Value)}")));
        if (Bars.Count == 0)
        {
            return svg.Text(Width / 2, 18, "no data", "tick", "middle").End();
        }

        var scale = PlotScale.Over(Bars.Select(bar => bar.Value), Left, right, withZero: true);
        double zero = scale.At(0);
        for (int i = 0; i < Bars.Count; i++)
        {
            (string name, double value) = Bars[i];
            double y = 4 + (i * RowHeight), x = scale.At(double.IsFinite(value) ? value : 0);
            svg.Text(Left - 8, y + 14, Short(name), "tick", "end")
                .Rect(Math.Min(zero, x), y + 4, Math.Max(Math.Abs(x - zero), 0.5), RowHeight - 8, Signed ? value < 0 ? "bar bad" : "bar good" : "bar s1", $"{Short(name)}: {Text(value)}")
                .Text(Math.Max(x, zero) + 6, y + 14, Text(value), "value");
        }

        return svg.Line(zero, 2, zero, height - 2, "zero").End();
    }

    private static string Short(string name) => name.Length <= LongestName ? name : name[..(LongestName - 1)] + "…";

    private string Text(double value) => double.IsFinite(value) ? value.ToString(Format, CultureInfo.InvariantCulture) + Unit : "–";
}
