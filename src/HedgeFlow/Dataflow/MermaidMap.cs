using System.Globalization;
using System.Text;

namespace HedgeFlow.Dataflow;

/// <summary>Renders a map as a Mermaid flow chart: thick arrows leave the offering thread, thin ones wait.</summary>
internal static class MermaidMap
{
    public static string Render(PipelineMap map)
    {
        var ids = map.Stages.Select((s, i) => (s.Name, Id: string.Create(CultureInfo.InvariantCulture, $"s{i}")))
            .ToDictionary(static p => p.Name, static p => p.Id, StringComparer.Ordinal);
        var text = new StringBuilder("flowchart LR\n");
        MapStage head = map.Stages[0];
        text.Append("    offer([offer]) --> ").Append(ids[head.Name]).Append('\n');
        if (map.Stages.Any(static s => s.Inline))
        {
            text.Append("    subgraph offering [on the offering thread]\n");
            foreach (MapStage stage in map.Stages.Where(static s => s.Inline))
            {
                text.Append("        ").Append(Box(ids, stage)).Append('\n');
            }

            text.Append("    end\n");
        }

        foreach (MapStage stage in map.Stages.Where(static s => !s.Inline))
        {
            text.Append("    ").Append(Box(ids, stage)).Append('\n');
        }

        foreach (MapEdge edge in map.Edges)
        {
            text.Append("    ").Append(ids[edge.From]).Append(Arrow(edge)).Append(ids[edge.To]).Append('\n');
        }

        return text.ToString();
    }

    private static string Box(Dictionary<string, string> ids, MapStage stage) =>
        stage.Queue is { } queue
            ? string.Create(CultureInfo.InvariantCulture, $"{ids[stage.Name]}[\"{Escape(stage.Name)}<br/>queue {queue}\"]")
            : $"{ids[stage.Name]}[\"{Escape(stage.Name)}\"]";

    private static string Arrow(MapEdge edge) => edge.Kind switch
    {
        EdgeKind.Inline => " --> ",
        EdgeKind.Wait when edge.Niceness is null => $" -->|\"wait: {Escape(edge.Capacity)}\"| ",
        _ => $" ==>|\"{EdgeWords.Of(edge.Kind)}: {Escape(edge.Capacity)}\"| ",
    };

    private static string Escape(string text) => text.Replace("\"", "#quot;", StringComparison.Ordinal);
}
