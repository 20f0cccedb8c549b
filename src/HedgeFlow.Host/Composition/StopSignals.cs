using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;

namespace HedgeFlow.Host.Composition;

/// <summary>The first signal asks the host to finish its tick and drain; a second one ends the process at once.</summary>
internal static class StopSignals
{
    private static int _count;

    public static PosixSignalRegistration Register(PosixSignal signal, IHostApplicationLifetime lifetime) =>
        PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            if (Interlocked.Increment(ref _count) > 1)
            {
                Environment.Exit(ExitCodes.Interrupted);
            }

            lifetime.StopApplication();
        });
}
