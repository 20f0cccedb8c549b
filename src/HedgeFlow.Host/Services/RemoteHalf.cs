using System.Text.Json.Nodes;
using HedgeFlow.Adapters.Firestore.Mirror;
using HedgeFlow.Host.Observability;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Publish;
using HedgeFlow.Stages.Sync;

namespace HedgeFlow.Host.Services;

/// <summary>
/// The remote half of one sync cycle: brings the remote up to date, keeps its accounts. A failure costs the cycle, never the loop.
/// One call at a time; <see cref="Totals"/> may be read by any thread. Source: services contract, sync loop.
/// </summary>
internal sealed class RemoteHalf(FirestoreMirror mirror, SyncHealth health, string runId, Action<string> log)
{
    private const string Unexpected = "unexpected";

    private readonly SortedDictionary<string, long> _failures = new(StringComparer.Ordinal);
    private RemoteTotals _totals = RemoteTotals.None;

    public RemoteTotals Totals => Volatile.Read(ref _totals);

    public async ValueTask PushAsync(SyncCycle cycle, CancellationToken stop)
    {
        SyncStatus before = health.Remote;
        string? error;
        MirrorCycle? done = null;
        try
        {
            done = await mirror.RunAsync(cycle.Now, Status, [Beat], stop);
            error = done.Ok ? null : done.Error ?? Unexpected;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            error = Unexpected;
            log($"error: remote mirror: {Redactor.Exception(e)}");
        }

        health.NoteRemote(error, cycle.Now);
        Add(cycle.Now, done, error);
        if (error is null && !before.Ok)
        {
            log($"remote mirror: works again after {before.Consecutive} failed cycle{(before.Consecutive == 1 ? "" : "s")}");
        }
    }

    private double? LastSuccess => health.Local.LastSuccessTs;

    private MirrorStatus Status => new(health.Local.Ok, health.Failures, LastSuccess);

    private ServiceHeartbeat Beat
    {
        get
        {
            var more = new JsonObject { ["run_id"] = runId };
            if (health.Error is { } error)
            {
                more["error"] = error;
            }

            return new ServiceHeartbeat(ProcessHeartbeat.Sync, health.Degraded ? "degraded" : "ok", health.Failures, LastSuccess, more);
        }
    }

    private void Add(double now, MirrorCycle? done, string? error)
    {
        if (error is not null)
        {
            _failures[error] = _failures.GetValueOrDefault(error) + 1;
        }

        SyncMetrics.RemoteCycle(done?.Written.Count ?? 0, error);
        RemoteTotals last = _totals;
        Volatile.Write(ref _totals, new RemoteTotals(
            last.Cycles + 1,
            last.Documents + (done?.Written.Count ?? 0),
            last.Bytes + (done?.Bytes ?? 0),
            done is { Ok: true } ? done.Unchanged : last.Unchanged,
            last.Resynchronised + (done is { Resynchronised: true } ? 1 : 0),
            new SortedDictionary<string, long>(_failures, StringComparer.Ordinal),
            mirror.Usage.WritesPerDay(now),
            mirror.Usage.ReadsPerDay(now),
            mirror.Usage.UsdPerMonth(now)));
    }
}
