namespace HedgeFlow.Storage;

/// <summary>
/// What is put last on the lines of the order logs: <c>event_type, ts, pid, hostname</c>, whatever the payload says about them.
/// Source: services contract, line rules.
/// </summary>
/// <param name="Time">Clock of rows that carry no time of their own.</param>
/// <param name="Pid">Process id on the lines.</param>
/// <param name="Hostname">Machine name on the lines.</param>
public sealed record Envelope(TimeProvider Time, int Pid, string Hostname)
{
    public static Envelope OfProcess(TimeProvider time) => new(time, Environment.ProcessId, Environment.MachineName);

    /// <summary>The same on every machine and in every run, so that two replays give the same bytes.</summary>
    public static Envelope OfReplay(TimeProvider time) => new(time, 1, "replay");
}
