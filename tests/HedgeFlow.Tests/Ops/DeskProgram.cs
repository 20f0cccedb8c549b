namespace HedgeFlow.Tests.Ops;

/// <summary>One row of the services contract's table of programs.</summary>
/// <param name="Name">Name under the supervisor and of the unit.</param>
/// <param name="Command">Sub-command of <c>hedgeflow run</c>.</param>
/// <param name="Syncs">It may write the remote: both switches.</param>
/// <param name="LogMegabytes">Size at which its output is rotated.</param>
/// <param name="LogBackups">Generations that are kept.</param>
internal sealed record DeskProgram(string Name, string Command, bool Syncs, int LogMegabytes, int LogBackups)
{
    public static IReadOnlyList<DeskProgram> All { get; } =
    [
        new("hedge-executor", "executor", true, 50, 5),
        new("hedge-dashboard", "dashboard", false, 25, 5),
        new("hedge-sync_state", "sync", true, 10, 5),
        new("hedge-pipeline-shadow-heartbeat", "shadow-heartbeat", false, 5, 3),
        new("hedge-pipeline-compare", "compare", false, 5, 3),
    ];

    /// <summary>Programs that refuse production without its switch.</summary>
    public static IReadOnlyList<DeskProgram> Guarded { get; } = [.. All.Where(program => program.Command is "executor" or "shadow-heartbeat" or "compare")];

    public IReadOnlyList<string> Environment { get; } =
        Syncs ? ["ENV=prod", "ALLOW_PROD_WRITE=1", "ALLOW_PROD_SYNC=1"] : ["ENV=prod", "ALLOW_PROD_WRITE=1"];
}
