namespace HedgeFlow.Host.Plots;

/// <summary>How values are distributed, with the quartiles and the 95th percentile marked.</summary>
internal sealed record Histogram
{
    private const int Bins = 40;

    public required string Title { get; init; }

    public required IReadOnlyList<double> Values { get; init; }

    public string Unit { get; init; } = "";

    public double Width { get; init; } = 440;

    public double Height { get; init; } = 180;

    public string Render()
    {
        double[] sorted = [.. Values.Where(double.IsFinite).Order()];
        double bottom = Height - 22;
        var svg = new SvgBuilder(Width, Height, "hist", Title, sorted.Length == 0 ? "no values" : $"{sorted.Length} values, median {SvgBuilder.Number(Quantile(sorted, 0.5))}{Unit}, 95th percentile {SvgBuilder.Number(Quantile(sorted, 0.95))}{Unit}");
        if (sorted.Length == 0)
        {
            return svg.Text(Width / 2, Height / 2, "no data", "tick", "middle").End();
        }

        // The outer percents would squeeze the rest into a few bins: they are counted in the first and the last bin.
        var scale = PlotScale.Over([Quantile(sorted, 0.01), Quantile(sorted, 0.99)], 12, Width - 12);
        var counts = new int[Bins];
        foreach (double value in sorted)
        {
            counts[Math.Clamp((int)((value - scale.Low) / (scale.High - scale.Low) * Bins), 0, Bins - 1)]++;
        }

        double unit = (Width - 24) / Bins, most = counts.Max();
        for (int i = 0; i < Bins; i++)
        {
            double height = counts[i] / most * (bottom - 26);
            svg.Rect(12 + (i * unit) + 0.5, bottom - height, unit - 1, height, "bar s1", $"{counts[i]}");
        }

        int lastLabel = -100;
        foreach (double tick in scale.Ticks())
        {
            double x = scale.At(tick);
            svg.Text(x, Height - 6, scale.Label(tick, Unit), "tick", x < 24 ? "start" : x > Width - 24 ? "end" : "middle");
        }

        foreach ((double q, string name) in (ReadOnlySpan<(double, string)>)[(0.25, "p25"), (0.5, "p50"), (0.75, "p75"), (0.95, "p95")])
        {
            double x = Math.Clamp(scale.At(Quantile(sorted, q)), 12, Width - 12);
            svg.Line(x, 18, x, bottom, "mark");
            if (x - lastLabel > 24)
            {
                svg.Text(x, 13, name, "tick", "middle");
                lastLabel = (int)x;
            }
        }

        return svg.Line(12, bottom, Width - 12, bottom, "zero").End();
    }

    private static double Quantile(double[] sorted, double q) => Numerics.Quantile.OfSorted(sorted, q * 100) ?? 0;
}
