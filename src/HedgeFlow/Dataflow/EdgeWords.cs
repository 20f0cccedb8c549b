namespace HedgeFlow.Dataflow;

/// <summary>The words of edge kinds in pictures.</summary>
internal static class EdgeWords
{
    public static string Of(EdgeKind kind) => kind switch
    {
        EdgeKind.Inline => "call",
        EdgeKind.Wait => "wait",
        EdgeKind.Latest => "latest",
        EdgeKind.Journal => "journal",
        _ => "counted",
    };
}
