namespace HedgeFlow.Configuration;

/// <summary>Outcome of reading the configuration files.</summary>
/// <param name="Set">Null when there is an error among the problems.</param>
/// <param name="Problems">Everything that is wrong, file by file in the order of the text.</param>
public sealed record ConfigurationLoad(ConfigurationSet? Set, IReadOnlyList<ConfigProblem> Problems)
{
    public bool Failed => Set is null;
}
