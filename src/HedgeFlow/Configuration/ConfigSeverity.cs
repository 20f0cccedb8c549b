namespace HedgeFlow.Configuration;

/// <summary>Whether a configuration problem keeps the file from being used.</summary>
public enum ConfigSeverity
{
    /// <summary>The file works, but something in it has no effect or was left out.</summary>
    Warning,

    /// <summary>The file is refused: the last good one stays in force.</summary>
    Error,
}
