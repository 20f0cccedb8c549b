namespace HedgeFlow.Stages.Executor.Gate;

/// <summary>Where a vetoed intent came from; null = not given.</summary>
/// <param name="Strategy">Name of the strategy.</param>
/// <param name="PositionSide">LONG, SHORT or BOTH.</param>
/// <param name="SignalTs">Epoch seconds of the signal.</param>
/// <param name="AttemptId">Attempt of the order.</param>
/// <param name="IntentId">Intent of the order.</param>
/// <param name="RunId">Run of the engine.</param>
public readonly record struct VetoOrigin(
    string? Strategy = null, string? PositionSide = null, double? SignalTs = null, string? AttemptId = null, string? IntentId = null, string? RunId = null);
