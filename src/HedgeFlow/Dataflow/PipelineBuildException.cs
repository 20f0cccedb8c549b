namespace HedgeFlow.Dataflow;

/// <summary>The graph cannot be built. Carries every problem at once, in the order of the declarations.</summary>
public sealed class PipelineBuildException : Exception
{
    public PipelineBuildException(string pipeline, IReadOnlyList<string> problems)
        : base(Render(pipeline, problems))
    {
        Problems = problems;
    }

    /// <summary>One sentence each, naming the stages concerned.</summary>
    public IReadOnlyList<string> Problems { get; }

    private static string Render(string pipeline, IReadOnlyList<string> problems)
    {
        ArgumentNullException.ThrowIfNull(problems);
        return $"pipeline '{pipeline}' cannot be built: {string.Join("; ", problems)}";
    }
}
