using System.Text;

namespace HedgeFlow.Host.Plots;

/// <summary>A line the size of a word: the shape of the last values, without axes.</summary>
internal static class Sparkline
{
    private const double Width = 72;
    private const double Height = 18;

    /// <param name="title">Name for those who do not see it.</param>
    /// <param name="values">Oldest first; fewer than two finite values give a base line.</param>
    public static string Render(string title, IReadOnlyList<double> values)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        string tone = finite.Length > 1 && finite[^1] < finite[0] ? "bad" : "good";
        var svg = new SvgBuilder(Width, Height, "spark", title, finite.Length == 0 ? "no values" : $"{finite.Length} values, last {SvgBuilder.Number(finite[^1])}");
        if (finite.Length < 2)
        {
            return svg.Line(1, Height / 2, Width - 1, Height / 2, "grid").End();
        }

        double low = finite.Min(), span = finite.Max() - low;
        var path = new StringBuilder();
        for (int i = 0; i < finite.Length; i++)
        {
            double y = span > 0 ? Height - 2 - ((finite[i] - low) / span * (Height - 4)) : Height / 2;
            path.Append(i == 0 ? 'M' : 'L').Append(SvgBuilder.Number(1 + (i * (Width - 2) / (finite.Length - 1)))).Append(' ').Append(SvgBuilder.Number(y));
        }

        return svg.Path(path.ToString(), $"line {tone}").End();
    }
}
