namespace HedgeFlow.Host.Dashboard;

/// <summary>One panel of the page.</summary>
/// <param name="Id">Element on the page.</param>
/// <param name="Source">Surface whose age is the panel's; null = none.</param>
/// <param name="StaleAfter">Seconds.</param>
/// <param name="Build">Fills the view; an exception becomes <c>unavailable</c> for this panel only.</param>
internal sealed record Panel(string Id, string? Source, double? StaleAfter, Action<BoardData, PanelView> Build)
{
    /// <summary>Another file that stands in when the source is missing.</summary>
    public string? Fallback { get; init; }

    /// <summary>Seconds after which the panel counts as late, where that comes before stale.</summary>
    public double? LateAfter { get; init; }

    /// <summary>JSONL file whose newest row is the age of the panel.</summary>
    public string? Log { get; init; }
}
