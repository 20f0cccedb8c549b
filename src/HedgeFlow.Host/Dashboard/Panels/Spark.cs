using System.Text.Json.Nodes;
using HedgeFlow.Host.Plots;

namespace HedgeFlow.Host.Dashboard.Panels;

/// <summary>A sparkline as the cell of a table.</summary>
internal static class Spark
{
    public static JsonNode? Cell(double[] values, string title) => values.Length < 2 ? null : JsonValue.Create(Sparkline.Render(title.Length <= 60 ? title : title[..60], values));
}
