namespace HedgeFlow.State;

/// <summary>Programs that write state files.</summary>
public static class StatePrograms
{
    public const string Executor = "executor";
    public const string Sync = "sync";
    public const string ShadowHeartbeat = "shadow-heartbeat";
    public const string Compare = "compare";
}
