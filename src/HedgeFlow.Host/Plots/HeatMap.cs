using System.Globalization;

namespace HedgeFlow.Host.Plots;

/// <summary>A square table of values between −1 and 1 as colours, the number in each cell.</summary>
internal sealed record HeatMap
{
    public required string Title { get; init; }

    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>Rows of as many values as there are names; null = unknown.</summary>
    public required IReadOnlyList<IReadOnlyList<double?>> Values { get; init; }

    public string Render()
    {
        const double Cell = 60, Row = 30, Left = 110, Top = 34;
        double width = Left + (Names.Count * Cell) + 4, height = Top + (Names.Count * Row) + 4;
        var svg = new SvgBuilder(width, height, "heat", Title, $"{Names.Count} by {Names.Count} values between -1 and 1");
        for (int i = 0; i < Names.Count; i++)
        {
            svg.Text(Left - 8, Top + (i * Row) + 20, Short(Names[i], 15), "tick", "end");
            string[] words = Words(Names[i]);
            for (int word = 0; word < words.Length; word++)
            {
                svg.Text(Left + ((i + 0.5) * Cell), Top - 8 - ((words.Length - 1 - word) * 13), Short(words[word], 10), "tick", "middle");
            }

            for (int j = 0; j < Names.Count; j++)
            {
                double? value = i < Values.Count && j < Values[i].Count ? Values[i][j] : null;
                double strength = Math.Min(1, Math.Abs(value ?? 0));
                string text = value is { } known && double.IsFinite(known) ? (Math.Round(known, 2) + 0.0).ToString("0.00", CultureInfo.InvariantCulture) : "–";
                svg.Rect(Left + (j * Cell) + 1, Top + (i * Row) + 1, Cell - 2, Row - 2, value < 0 ? "heat bad" : "heat s1", $"{Short(Names[i], 40)} × {Short(Names[j], 40)}: {text}", 0.06 + (strength * 0.5))
                    .Text(Left + ((j + 0.5) * Cell), Top + (i * Row) + 20, text, "value", "middle");
            }
        }

        return svg.End();
    }

    /// <summary>The head of a column on two lines.</summary>
    private static string[] Words(string name) => name.Length <= 8 ? [name] : name.Split('_', 2);

    private static string Short(string name, int most) => name.Length <= most ? name : name[..(most - 1)] + "…";
}
