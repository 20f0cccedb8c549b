namespace HedgeFlow.Host.Plots;

/// <summary>One line of a plot.</summary>
/// <param name="Name">Shown when there are several.</param>
/// <param name="Points">Time ascending.</param>
/// <param name="Tone">Class of its colour: <c>""</c>, <c>good</c>, <c>bad</c>.</param>
internal sealed record PlotSeries(string Name, IReadOnlyList<PlotPoint> Points, string Tone = "");
