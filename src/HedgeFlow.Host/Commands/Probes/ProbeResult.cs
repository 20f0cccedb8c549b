using System.Text.Json.Nodes;
using HedgeFlow.State;

namespace HedgeFlow.Host.Commands.Probes;

/// <summary>What a probe found: a table for people, a document for machines, and the surface that it may write.</summary>
/// <param name="Document">For <c>--json</c>.</param>
/// <param name="Columns">Heads of the table, see <see cref="Terminal.TextTable"/>; none = no table.</param>
/// <param name="Rows">The table, best first.</param>
/// <param name="Notes">Lines under the table.</param>
/// <param name="Surface">Written unless <c>--no-write</c>; null = the probe only reads.</param>
internal sealed record ProbeResult(
    JsonNode? Document,
    IReadOnlyList<string> Columns,
    IReadOnlyList<IReadOnlyList<string>> Rows,
    IReadOnlyList<string> Notes,
    SurfaceWrite? Surface = null)
{
    /// <summary>The last column of the table holds sentences.</summary>
    public bool Words { get; init; }

    /// <summary>Written there instead of into the state folder.</summary>
    public string? Output { get; init; }

    /// <summary>There is nothing to build from.</summary>
    public static ProbeResult None(string why) => new(null, [], [], [$"none: {why}"]);
}
