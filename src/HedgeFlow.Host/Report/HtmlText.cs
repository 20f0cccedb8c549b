using System.Text;
using HedgeFlow.Host.Plots;

namespace HedgeFlow.Host.Report;

/// <summary>Writes HTML: every text is escaped, every attribute is quoted, markup comes only from here.</summary>
internal sealed class HtmlText
{
    private readonly StringBuilder _text = new(1 << 16);

    public int Length => _text.Length;

    /// <summary>Takes out what was written from <paramref name="from"/> on.</summary>
    public string Cut(int from)
    {
        string cut = _text.ToString(from, _text.Length - from);
        _text.Length = from;
        return cut;
    }

    /// <summary>Markup that the program itself made.</summary>
    public HtmlText Raw(string markup)
    {
        _text.Append(markup);
        return this;
    }

    /// <summary>Text as it is.</summary>
    public HtmlText Text(string text) => Raw(SvgBuilder.Escape(text));

    /// <summary>An element that holds one text.</summary>
    public HtmlText Element(string name, string text, string style = "") =>
        Raw("<").Raw(name).Raw(style.Length > 0 ? $" class=\"{style}\">" : ">").Text(text).Raw($"</{name}>");

    /// <summary>A table with a row of heads; the first cell of a row is its name.</summary>
    public HtmlText Table(string caption, IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<string>> rows)
    {
        Raw("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"").Text(caption).Raw("\"><table><caption>").Text(caption).Raw("</caption><thead><tr>");
        foreach (string head in heads)
        {
            Raw("<th scope=\"col\">").Text(head).Raw("</th>");
        }

        Raw("</tr></thead><tbody>");
        foreach (IReadOnlyList<string> row in rows)
        {
            Raw("<tr><th scope=\"row\">").Text(row[0]).Raw("</th>");
            foreach (string cell in row.Skip(1))
            {
                Element("td", cell);
            }

            Raw("</tr>\n");
        }

        return Raw("</tbody></table></div>");
    }

    public override string ToString() => _text.ToString();
}
