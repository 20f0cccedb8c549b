using System.Text;

namespace HedgeFlow.Host.Terminal;

/// <summary>
/// A table that fits into 80 columns: names to the left, figures to the right, and a last column of words that is broken at
/// blanks instead of running over the edge. Cells are data: control characters in them are shown, never sent to the terminal.
/// </summary>
internal static class TextTable
{
    public const int Width = 80;

    private const string Gap = "  ";
    private const int LongestCell = 32;
    private const int NarrowestWords = 12;
    private const int NarrowestName = 8;

    /// <param name="output">Gets the lines.</param>
    /// <param name="columns">Heads; one that starts with <c>&lt;</c> is set to the left, as the first one always is.</param>
    /// <param name="rows">As many cells as there are heads.</param>
    /// <param name="words">The last column holds sentences.</param>
    public static void Write(TextWriter output, IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows, bool words = false)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(rows);
        int figures = words ? columns.Count - 1 : columns.Count;
        bool[] left = [.. columns.Select((column, index) => index == 0 || column.StartsWith('<'))];
        string[] heads = [.. columns.Select(column => column.TrimStart('<'))];
        string[][] cells = [.. rows.Select(row => row.Select((cell, index) => Clean(cell, index < figures)).ToArray())];
        int[] widths = [.. heads.Take(figures).Select((head, index) => cells.Select(row => row[index].Length).Append(head.Length).Max())];
        int before = widths.Sum() + (Gap.Length * (widths.Length - 1));
        if (before > Width)
        {
            widths[0] = Math.Max(NarrowestName, widths[0] - (before - Width));
            before = widths.Sum() + (Gap.Length * (widths.Length - 1));
        }

        // Words that find no room beside the figures stand on lines of their own below them.
        int room = Width - before - Gap.Length;
        bool below = words && room < NarrowestWords;
        Line(output, heads, widths, left, words && !below ? [heads[^1]] : []);
        output.WriteLine(new string('-', Math.Min(Width, words ? Width : before)));
        foreach (string[] row in cells)
        {
            Line(output, row, widths, left, words && !below ? Break(row[^1], room) : []);
            if (below && row[^1].Length > 0)
            {
                foreach (string line in Break(row[^1], Width - 4))
                {
                    output.WriteLine("    " + line);
                }
            }
        }
    }

    /// <summary>One line of text without anything that a terminal would obey.</summary>
    public static string Clean(string text) => Clean(text, cut: false);

    private static string Clean(string text, bool cut)
    {
        var clean = new StringBuilder(Math.Min(text.Length, 256));
        foreach (char c in text)
        {
            clean.Append(char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') ? '?' : c);
            if (cut && clean.Length == LongestCell && text.Length > LongestCell)
            {
                clean[LongestCell - 1] = '…';
                break;
            }
        }

        return clean.ToString();
    }

    private static void Line(TextWriter output, string[] row, int[] widths, bool[] left, IReadOnlyList<string> words)
    {
        var line = new StringBuilder(Width);
        for (int i = 0; i < widths.Length; i++)
        {
            string cell = row[i].Length <= widths[i] ? row[i] : row[i][..(widths[i] - 1)] + "…";
            line.Append(i == 0 ? "" : Gap).Append(left[i] ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]));
        }

        int indent = line.Length;
        output.WriteLine((words.Count > 0 ? line.Append(Gap).Append(words[0]) : line).ToString().TrimEnd());
        foreach (string more in words.Skip(1))
        {
            output.WriteLine(new string(' ', indent) + Gap + more);
        }
    }

    private static List<string> Break(string text, int room)
    {
        var lines = new List<string> { "" };
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            string rest = word;
            if (lines[^1].Length > 0 && lines[^1].Length + 1 + rest.Length > room)
            {
                lines.Add("");
            }

            for (; rest.Length > room; rest = rest[room..])
            {
                lines[^1] = rest[..room];
                lines.Add("");
            }

            lines[^1] += lines[^1].Length == 0 ? rest : " " + rest;
        }

        return lines;
    }
}
