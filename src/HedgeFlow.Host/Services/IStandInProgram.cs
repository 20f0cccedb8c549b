namespace HedgeFlow.Host.Services;

/// <summary>A program that writes surfaces of the executor while the executor does not.</summary>
internal interface IStandInProgram : IDisposable
{
    /// <summary>Seconds from one turn's start to the next.</summary>
    double Interval { get; }

    /// <summary>Turns that have ended, well or not.</summary>
    long Turns { get; }

    /// <summary>Runs until told to stop; exit code 1 when a single turn failed.</summary>
    Task<int> RunAsync(bool once, TimeProvider time, CancellationToken stop);
}
