namespace HedgeFlow.Host.Services;

/// <summary>
/// Runs a program's turn again and again: the next start is the previous start plus the interval, turns that were missed are not made
/// up for, and between two turns there is always a pause. A stop ends the pause, never a turn. Source: services contract, sync loop.
/// </summary>
internal static class ServiceLoop
{
    /// <param name="interval">From start to start.</param>
    /// <param name="shortestPause">From the end of a turn to the next start.</param>
    /// <param name="once">One turn only.</param>
    /// <param name="turn">The work.</param>
    /// <param name="time">Clock of the pauses.</param>
    /// <param name="stop">Ends the loop.</param>
    public static async Task RunAsync(TimeSpan interval, TimeSpan shortestPause, bool once, Func<Task> turn, TimeProvider time, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(turn);
        ArgumentNullException.ThrowIfNull(time);
        long started = time.GetTimestamp();
        TimeSpan next = TimeSpan.Zero;
        while (!stop.IsCancellationRequested)
        {
            await turn();
            if (once)
            {
                return;
            }

            TimeSpan now = time.GetElapsedTime(started);
            next += interval;
            TimeSpan pause = next - now;
            if (pause < shortestPause)
            {
                pause = shortestPause;
                next = now + pause;
            }

            try
            {
                await Task.Delay(pause, time, stop);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
