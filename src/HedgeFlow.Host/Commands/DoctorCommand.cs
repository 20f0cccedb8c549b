using System.CommandLine;

namespace HedgeFlow.Host.Commands;

/// <summary><c>hedgeflow doctor &lt;part&gt;</c>: checks that only read.</summary>
internal static class DoctorCommand
{
    public static Command Create(CommonOptions common) => new("doctor", "Check a part of the desk; writes nothing")
    {
        DoctorFirestoreCommand.Create(common),
    };
}
