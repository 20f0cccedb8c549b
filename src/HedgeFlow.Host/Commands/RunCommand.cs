using System.CommandLine;

namespace HedgeFlow.Host.Commands;

/// <summary><c>hedgeflow run &lt;program&gt;</c>: the supervised programs.</summary>
internal static class RunCommand
{
    public static Command Create(CommonOptions common) => new("run", "Run one of the supervised programs")
    {
        RunExecutorCommand.Create(common),
        RunSyncCommand.Create(common),
        ServiceCommand.ShadowHeartbeat(common),
        ServiceCommand.Compare(common),
        RunDashboardCommand.Create(common),
    };
}
