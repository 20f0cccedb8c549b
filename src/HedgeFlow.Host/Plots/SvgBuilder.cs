using System.Globalization;
using System.Net;
using System.Text;

namespace HedgeFlow.Host.Plots;

/// <summary>
/// Writes one SVG picture: numbers short and invariant, text escaped, colours only by class, so that a page's style sheet
/// (light or dark) decides them and a strict content policy holds. The same calls give the same text.
/// </summary>
internal sealed class SvgBuilder
{
    private readonly StringBuilder _text = new(1024);

    /// <summary>Opens the picture with a name for those who do not see it.</summary>
    public SvgBuilder(double width, double height, string kind, string title, string description, string extra = "")
    {
        _text.Append("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"plot plot-").Append(kind).Append("\" viewBox=\"0 0 ")
            .Append(Number(width)).Append(' ').Append(Number(height)).Append("\" role=\"img\" aria-label=\"").Append(Escape(title)).Append('"').Append(extra)
            .Append("><title>").Append(Escape(title)).Append("</title><desc>").Append(Escape(description)).Append("</desc>");
    }

    public static string Escape(string text) => WebUtility.HtmlEncode(Printable(text));

    /// <summary>A coordinate with at most two decimals.</summary>
    public static string Number(double value) =>
        (double.IsFinite(value) ? Math.Round(value, 2) + 0.0 : 0).ToString("0.##", CultureInfo.InvariantCulture);

    public SvgBuilder Line(double x1, double y1, double x2, double y2, string style)
    {
        _text.Append("<line class=\"").Append(style).Append("\" x1=\"").Append(Number(x1)).Append("\" y1=\"").Append(Number(y1))
            .Append("\" x2=\"").Append(Number(x2)).Append("\" y2=\"").Append(Number(y2)).Append("\"/>");
        return this;
    }

    public SvgBuilder Rect(double x, double y, double width, double height, string style, string? hint = null, double? opacity = null)
    {
        _text.Append("<rect class=\"").Append(style).Append("\" x=\"").Append(Number(x)).Append("\" y=\"").Append(Number(y))
            .Append("\" width=\"").Append(Number(Math.Max(0, width))).Append("\" height=\"").Append(Number(Math.Max(0, height))).Append('"');
        if (opacity is { } value)
        {
            _text.Append(" fill-opacity=\"").Append(Number(value)).Append('"');
        }

        if (hint is null)
        {
            _text.Append("/>");
        }
        else
        {
            _text.Append("><title>").Append(Escape(hint)).Append("</title></rect>");
        }

        return this;
    }

    public SvgBuilder Path(string data, string style)
    {
        _text.Append("<path class=\"").Append(style).Append("\" d=\"").Append(data).Append("\"/>");
        return this;
    }

    /// <param name="x">Anchor.</param>
    /// <param name="y">Base line.</param>
    /// <param name="text">Shown as it is.</param>
    /// <param name="style">Class names.</param>
    /// <param name="anchor"><c>start</c>, <c>middle</c> or <c>end</c>.</param>
    public SvgBuilder Text(double x, double y, string text, string style, string anchor = "start")
    {
        _text.Append("<text class=\"").Append(style).Append("\" x=\"").Append(Number(x)).Append("\" y=\"").Append(Number(y))
            .Append("\" text-anchor=\"").Append(anchor).Append("\">").Append(Escape(text)).Append("</text>");
        return this;
    }

    public string End() => _text.Append("</svg>").ToString();

    /// <summary>Control characters are not allowed in XML, lone surrogates not in UTF-8.</summary>
    private static string Printable(string text)
    {
        bool clean = true;
        for (int i = 0; i < text.Length && clean; i++)
        {
            clean = text[i] >= ' ' && !char.IsSurrogate(text[i]) && text[i] < '\uFFFE';
        }

        if (clean)
        {
            return text;
        }

        var kept = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            kept.Append(rune.Value is < ' ' or 0xFFFE or 0xFFFF ? "\uFFFD" : rune.ToString());
        }

        return kept.ToString();
    }
}
