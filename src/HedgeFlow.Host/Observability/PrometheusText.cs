using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace HedgeFlow.Host.Observability;

/// <summary>The Prometheus text exposition format 0.0.4.</summary>
internal static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>Dots become underscores, the unit and <c>total</c> are appended as the naming rules ask.</summary>
    public static string NameOf(Instrument instrument)
    {
        var name = new StringBuilder();
        foreach (char c in instrument.Name)
        {
            name.Append(char.IsAsciiLetterOrDigit(c) || c == '_' ? c : '_');
        }

        string suffix = instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };
        if (suffix.Length > 0 && !name.ToString().EndsWith(suffix, StringComparison.Ordinal))
        {
            name.Append(suffix);
        }

        string type = instrument.GetType().Name;
        return type.StartsWith("Counter", StringComparison.Ordinal) || type.StartsWith("ObservableCounter", StringComparison.Ordinal) ? name.Append("_total").ToString() : name.ToString();
    }

    public static void Write(StringBuilder text, MetricFamily family)
    {
        text.Append("# HELP ").Append(family.Name).Append(' ').Append(family.Help.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)).Append('\n')
            .Append("# TYPE ").Append(family.Name).Append(' ').Append(family.Kind switch { MetricKind.Counter => "counter", MetricKind.Histogram => "histogram", _ => "gauge" }).Append('\n');
        family.Read(series =>
        {
            if (family.Kind != MetricKind.Histogram)
            {
                Line(text, family.Name, series, null, series.Value);
                return;
            }

            long count = 0;
            for (int i = 0; i < series.Buckets.Length; i++)
            {
                count += series.Buckets[i];
                Line(text, family.Name + "_bucket", series, i < MetricSeries.Bounds.Length ? Number(MetricSeries.Bounds[i]) : "+Inf", count);
            }

            Line(text, family.Name + "_sum", series, null, series.Value);
            Line(text, family.Name + "_count", series, null, count);
        });
    }

    private static void Line(StringBuilder text, string name, MetricSeries series, string? bound, double value)
    {
        text.Append(name);
        string separator = "{";
        foreach (KeyValuePair<string, object?> tag in series.Tags)
        {
            text.Append(separator).Append(tag.Key.Replace('.', '_')).Append("=\"").Append(Escape(Convert.ToString(tag.Value, CultureInfo.InvariantCulture) ?? "")).Append('"');
            separator = ",";
        }

        if (bound is not null)
        {
            text.Append(separator).Append("le=\"").Append(bound).Append('"');
            separator = ",";
        }

        text.Append(separator == "," ? "} " : " ").Append(Number(value)).Append('\n');
    }

    private static string Escape(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Number(double value) => double.IsPositiveInfinity(value) ? "+Inf" : double.IsNegativeInfinity(value) ? "-Inf" : value.ToString("R", CultureInfo.InvariantCulture);
}
