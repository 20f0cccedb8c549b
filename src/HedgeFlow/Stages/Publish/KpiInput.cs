using System.Text.Json.Nodes;

namespace HedgeFlow.Stages.Publish;

/// <summary>Documents that the KPIs are gathered from; null = not there yet.</summary>
public sealed record KpiInput
{
    /// <summary><c>nav.json</c>, or its scalars.</summary>
    public JsonObject? Nav { get; init; }

    public JsonObject? Risk { get; init; }

    public JsonObject? Router { get; init; }

    public JsonObject? Expectancy { get; init; }

    /// <summary>South African rand per US dollar; null leaves the block out.</summary>
    public double? UsdZar { get; init; }
}
