using System.Runtime.InteropServices;

namespace HedgeFlow.Host.Services;

/// <summary>A token that SIGTERM and SIGINT cancel; the second signal ends the process at once.</summary>
internal sealed class ProgramSignals : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly PosixSignalRegistration _interrupts;
    private readonly PosixSignalRegistration _terminations;
    private int _count;

    private ProgramSignals(CancellationToken stop)
    {
        _source = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _interrupts = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        _terminations = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    }

    public CancellationToken Token => _source.Token;

    /// <summary>Also cancelled by <paramref name="stop"/>.</summary>
    public static ProgramSignals Linked(CancellationToken stop) => new(stop);

    public void Dispose()
    {
        _interrupts.Dispose();
        _terminations.Dispose();
        _source.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref _count) > 1)
        {
            Environment.Exit(ExitCodes.Interrupted);
        }

        _source.Cancel();
    }
}
