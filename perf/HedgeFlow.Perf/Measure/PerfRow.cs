using System.Text.Json.Serialization;
using HedgeFlow.Serialization;

namespace HedgeFlow.Perf.Measure;

/// <summary>One measured figure against its goal; a row without a limit is context, and holds when its scenario did its work.</summary>
/// <param name="Goal"><c>P1</c> … <c>P9</c>.</param>
/// <param name="Scenario">What was measured, with its unit.</param>
/// <param name="Value">The figure; not a number where there is none.</param>
/// <param name="Limit">The bound; null = reported only.</param>
/// <param name="Holds">Whether the figure keeps the bound.</param>
internal sealed record PerfRow(string Goal, string Scenario, double Value, double? Limit, bool Holds)
{
    public static PerfRow AtMost(string goal, string scenario, double value, double limit) => new(goal, scenario, value, limit, value <= limit);

    public static PerfRow AtLeast(string goal, string scenario, double value, double limit) => new(goal, scenario, value, limit, value >= limit);

    public static PerfRow Figure(string goal, string scenario, double value) => new(goal, scenario, value, null, true);

    /// <summary>A scenario whose own result is wrong is no measurement.</summary>
    public static PerfRow Wrong(string goal, string scenario) => new(goal, scenario + ": the scenario did not do its work", double.NaN, null, false);
}

/// <summary>The JSON form of the results; a figure that is no number is null.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, Converters = [typeof(FiniteDoubleConverter)])]
[JsonSerializable(typeof(List<PerfRow>))]
internal sealed partial class PerfRowJson : JsonSerializerContext;
