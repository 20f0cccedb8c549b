using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HedgeFlow.Host.Terminal;
using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Host.Report;

/// <summary>A run in a few lines, for people or for machines.</summary>
internal static class ReportSummary
{
    public static void Write(TextWriter output, RunLogs logs, string? page)
    {
        ReportFigures figures = ReportFigures.Of(logs);
        output.WriteLine($"as of         {(logs.AsOf is { } time ? IsoTime.Format(time) : "nothing recorded")}");
        foreach ((string name, string value, string _) in figures.Tiles())
        {
            output.WriteLine($"{name.ToLowerInvariant(),-14}{value}");
        }

        output.WriteLine($"orders        {(logs.Orders.Count == 0 ? "none" : string.Join(", ", logs.Orders.Select(type => $"{TextTable.Clean(type.Key)} {FigureText.Number(type.Value, "#,0")}")))}");
        output.WriteLine($"drops         {FigureText.Number(Dropped(logs), "#,0")}");
        (StateEntry Entry, JsonObject? Document)[] surfaces = [.. logs.Surfaces];
        output.WriteLine($"surfaces      {surfaces.Count(surface => surface.Document is not null)} of {surfaces.Length} present");
        foreach ((StateEntry entry, JsonObject? document) in surfaces.Where(surface => surface.Document is not null))
        {
            output.WriteLine($"  {entry.File,-38} {(logs.AsOf - RunLogs.TimeOf(document) is { } age ? $"{FigureText.Number(age, "#,0")} s before the end" : "undated")}");
        }

        if (page is not null)
        {
            output.WriteLine($"page          {page}");
        }
    }

    public static string Json(RunLogs logs, Redactor redactor)
    {
        ReportFigures figures = ReportFigures.Of(logs);
        var document = new JsonObject
        {
            ["book"] = logs.Book,
            ["as_of"] = logs.AsOf,
            ["nav"] = figures.LastNav,
            ["nav_change"] = figures.NavChange,
            ["max_drawdown_pct"] = figures.MaxDrawdown,
            ["trades"] = figures.Trades,
            ["hit_rate"] = figures.HitRate,
            ["gross_usd"] = figures.Gross,
            ["fees_usd"] = figures.Fees,
            ["net_usd"] = figures.Net,
            ["profit_factor"] = figures.ProfitFactor,
            ["orders"] = new JsonObject(logs.Orders.Select(type => KeyValuePair.Create(type.Key, (JsonNode?)type.Value))),
            ["vetoes"] = new JsonObject(logs.Vetoes.Select(reason => KeyValuePair.Create(reason.Name, (JsonNode?)(int)reason.Value))),
            ["drops"] = Dropped(logs),
            ["surfaces"] = new JsonArray([.. logs.Surfaces.Select(surface => new JsonObject
            {
                ["file"] = surface.Entry.File,
                ["present"] = surface.Document is not null,
                ["age_s"] = surface.Document is null ? null : logs.AsOf - RunLogs.TimeOf(surface.Document),
            })]),
        };
        using var buffer = new PooledBufferWriter(1 << 14);
        using (var writer = new Utf8JsonWriter(buffer, OutputJson.WriterOptions with { Indented = true, NewLine = "\n" }))
        {
            JsonNodeWriter.Write(writer, redactor.Node(document));
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Frames that telemetry replaced before they were published.</summary>
    private static double? Dropped(RunLogs logs) =>
        Coerce.Number((logs.Document(DiagnosticsState.Surface.File)?["publisher"] as JsonObject)?["queue_dropped"]);
}
