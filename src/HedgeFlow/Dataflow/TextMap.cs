using System.Text;

namespace HedgeFlow.Dataflow;

/// <summary>
/// Renders a map for the terminal: the offering thread's chain on top, every edge that leaves it as a double line below, and the stages
/// behind that edge along it.
/// </summary>
internal static class TextMap
{
    private const int Width = 100;
    private const string Margin = "  ";
    private const char Continue = '└';

    public static string Render(PipelineMap map)
    {
        var text = new StringBuilder();
        text.Append(map.Pipeline).Append(" · ").Append(map.Mode == PipelineMode.Live ? "live" : "replay").Append("\n\n");
        List<MapStage> trunk = Trunk(map);
        string start = map.Stages[0].Queue is { } queue ? $"offer ─{queue}▶ " : "offer ─▶ ";
        Wrapped(text, Margin + start, Chain(map, trunk[0].Name), Margin);
        List<MapStage> branching = trunk.FindAll(s => Branches(map, s).Count > 0);
        foreach (MapStage stage in branching)
        {
            if (branching.Count == 1)
            {
                Elbow(text, ElbowColumn(map, trunk, stage, start));
            }
            else
            {
                text.Append('\n').Append(Margin).Append(' ').Append(stage.Name).Append('\n');
            }

            Append(text, map, Branches(map, stage));
        }

        Legend(text, map);
        return text.ToString();
    }

    private static List<MapStage> Trunk(PipelineMap map)
    {
        List<MapStage> trunk = [map.Stages[0]];
        while (map.From(trunk[^1].Name).FirstOrDefault(static e => e.Kind == EdgeKind.Inline) is { } edge)
        {
            trunk.Add(map.Stages.First(s => string.Equals(s.Name, edge.To, StringComparison.Ordinal)));
        }

        return trunk;
    }

    /// <summary>The stages from one on, each with the arrow to the next, along calls and waiting links.</summary>
    private static List<string> Chain(PipelineMap map, string first)
    {
        List<string> parts = [first];
        string at = first;
        while (map.From(at).FirstOrDefault(static e => e.Niceness is null) is { } edge)
        {
            parts.Add((edge.Kind == EdgeKind.Inline ? " ─▶ " : $" ─{edge.Capacity}▶ ") + edge.To);
            at = edge.To;
        }

        return parts;
    }

    /// <summary>The column under the middle of a stage's name; the margin's when the chain did not fit on one line.</summary>
    private static int ElbowColumn(PipelineMap map, List<MapStage> trunk, MapStage stage, string start)
    {
        int column = Margin.Length + start.Length;
        List<string> parts = Chain(map, trunk[0].Name);
        if (column + parts.Sum(static p => p.Length) > Width)
        {
            return Margin.Length + 2;
        }

        for (int i = 0; trunk[i] != stage; i++)
        {
            column += trunk[i].Name.Length + (parts[i + 1].Length - trunk[i + 1].Name.Length);
        }

        return column + (stage.Name.Length / 2);
    }

    private static List<MapEdge> Branches(PipelineMap map, MapStage stage) => [.. map.From(stage.Name).Where(static e => e.Niceness is not null)];

    /// <summary>Leads from under a stage's name to the margin, where its edges begin.</summary>
    private static void Elbow(StringBuilder text, int column)
    {
        string indent = Margin + " ";
        text.Append(' ', column).Append("║\n");
        if (column > indent.Length)
        {
            text.Append(indent).Append('╔').Append('═', column - indent.Length - 1).Append("╝\n");
        }
    }

    private static void Append(StringBuilder text, PipelineMap map, List<MapEdge> branches)
    {
        string indent = Margin + " ";
        int label = branches.Max(static e => Label(e).Length);
        for (int i = 0; i < branches.Count; i++)
        {
            MapEdge edge = branches[i];
            bool last = i == branches.Count - 1;
            string line = $"{indent}{(last ? '╚' : '╠')}═ {Label(edge)} {new string('═', label - Label(edge).Length + 1)}▶ ";
            Wrapped(text, line, Chain(map, edge.To), indent + (last ? "  " : "║ "));
        }
    }

    private static string Label(MapEdge edge) => $"{EdgeWords.Of(edge.Kind)} · {edge.Capacity}";

    private static void Wrapped(StringBuilder text, string start, List<string> parts, string continuation)
    {
        int column = start.Length;
        int hang = Math.Min(start.Length, Width / 2);
        text.Append(start);
        foreach (string part in parts)
        {
            if (column > start.Length && column + part.Length > Width)
            {
                text.Append('\n').Append(continuation.PadRight(hang)).Append(Continue).Append(part.AsSpan(1));
                column = Math.Max(continuation.Length, hang) + part.Length;
            }
            else
            {
                text.Append(part);
                column += part.Length;
            }
        }

        text.Append('\n');
    }

    private static void Legend(StringBuilder text, PipelineMap map)
    {
        text.Append('\n');
        if (map.Edges.Any(static e => e.Kind == EdgeKind.Inline) || map.Stages[0].Inline)
        {
            text.Append(Margin).Append("─▶    a call on the offering thread\n");
        }

        if (map.Edges.Any(static e => e.Kind == EdgeKind.Wait && e.Niceness is null) || map.Stages[0].Queue is not null)
        {
            text.Append(Margin).Append("─n▶   a queue of n places that waits\n");
        }

        int[] nice = [.. map.Edges.Where(static e => e.Niceness is not null).Select(static e => e.Niceness!.Value).Distinct().Order()];
        if (nice.Length > 0)
        {
            string priority = map.Mode == PipelineMode.Live ? $", nice {string.Join(" or ", nice)}" : "";
            text.Append(Margin).Append("═▶    leaves for a thread of its own").Append(priority).Append('\n');
        }
    }
}
