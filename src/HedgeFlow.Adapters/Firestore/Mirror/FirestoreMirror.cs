namespace HedgeFlow.Adapters.Firestore.Mirror;

/// <summary>
/// Keeps the remote documents equal to the state files. There is no queue: each cycle reads what is there now, so after an outage
/// one cycle is enough and nothing grows meanwhile. Local files are the truth; the remote is only read to notice that it was
/// emptied or written by another hand. One caller at a time. Source: services contract, sync.
/// </summary>
public sealed class FirestoreMirror
{
    private readonly IFirestoreClient _client;
    private readonly MirrorPlanner _planner;
    private readonly MirrorTable _table;
    private readonly Action<string> _log;

    /// <summary>The remote's time of the last <c>sync_state</c> that this mirror wrote; null = not known.</summary>
    private string? _syncStateTime;

    /// <param name="client">The remote, with its own repeated attempts.</param>
    /// <param name="options">What is mirrored.</param>
    /// <param name="now">Epoch seconds.</param>
    /// <param name="log">Takes warnings, one line each.</param>
    public FirestoreMirror(IFirestoreClient client, MirrorOptions options, double now, Action<string> log)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(options);
        _client = client;
        _log = log;
        _table = new MirrorTable(options);
        FirestorePath.RequireDocument(_table.SyncStatePath);
        _planner = new MirrorPlanner(_table, options, log);
        Usage = new RemoteUsage(now);
    }

    /// <summary>What the remote was asked for.</summary>
    public RemoteUsage Usage { get; }

    /// <summary>What the next cycle would write, the documents that do not fit into its batch included. Nothing is sent.</summary>
    public IReadOnlyList<PlannedWrite> Plan(double now, MirrorStatus status, IReadOnlyList<ServiceHeartbeat> beats) =>
        _planner.Plan(now, status, beats, out _);

    /// <summary>One batch. Never throws for what the remote does.</summary>
    /// <param name="now">Epoch seconds.</param>
    /// <param name="status">How the loop is doing.</param>
    /// <param name="beats">Heartbeats of services; each is sent once per heartbeat interval.</param>
    /// <param name="stop">Ends the cycle; what was sent may have been written.</param>
    public async Task<MirrorCycle> RunAsync(double now, MirrorStatus status, IReadOnlyList<ServiceHeartbeat> beats, CancellationToken stop)
    {
        if (!_client.IsRemote)
        {
            return new MirrorCycle { Ok = true };
        }

        bool again = false;
        try
        {
            again = await LostAsync(now, stop).ConfigureAwait(false);
            IReadOnlyList<PlannedWrite> all = _planner.Plan(now, status, beats, out int unchanged);
            IReadOnlyList<PlannedWrite> batch = _planner.Batch(all);
            IReadOnlyList<string> written = batch.Count == 0 ? [] : await SendAsync(now, batch, stop).ConfigureAwait(false);
            return new MirrorCycle
            {
                Ok = true,
                Written = written,
                Unchanged = unchanged,
                Deferred = all.Count - batch.Count,
                Bytes = batch.Sum(write => write.Bytes),
                Resynchronised = again,
            };
        }
        catch (FirestoreException e)
        {
            _log($"error: remote mirror: {e.Message}");
            return new MirrorCycle { Ok = false, Error = e.Word, Message = e.Message, Resynchronised = again };
        }
    }

    /// <summary>True when the remote is not what this mirror left: then everything counts as new.</summary>
    private async Task<bool> LostAsync(double now, CancellationToken stop)
    {
        if (_syncStateTime is null)
        {
            return false;
        }

        Usage.Add(now, 0, 1);
        RemoteDocument? seen = await _client.GetAsync(_table.SyncStatePath, ["ok"], stop).ConfigureAwait(false);
        if (seen?.UpdateTime == _syncStateTime)
        {
            return false;
        }

        _log(seen is null ? "warning: the remote was emptied: everything is sent again" : "warning: the remote was written by another hand: everything is sent again");
        _syncStateTime = null;
        _planner.Forget();
        return true;
    }

    private async Task<IReadOnlyList<string>> SendAsync(double now, IReadOnlyList<PlannedWrite> batch, CancellationToken stop)
    {
        // Until the answer is here, nobody knows which content the remote has.
        _planner.Unsure(batch);
        Usage.Add(now, batch.Count, 0);
        try
        {
            IReadOnlyList<string> times = await _client.CommitAsync([.. batch.Select(write => write.Write)], stop).ConfigureAwait(false);
            for (int i = 0; i < batch.Count; i++)
            {
                Accept(batch[i], times[i], now);
            }

            return [.. batch.Select(write => write.Write.Path)];
        }
        catch (FirestoreException e) when (e.Kind == FirestoreErrorKind.Invalid)
        {
            _log($"warning: remote mirror: {e.Message}: documents are sent one by one");
            return await SendSinglyAsync(now, batch, stop).ConfigureAwait(false);
        }
    }

    /// <summary>Finds the document that spoils a batch and lets the others through.</summary>
    private async Task<IReadOnlyList<string>> SendSinglyAsync(double now, IReadOnlyList<PlannedWrite> batch, CancellationToken stop)
    {
        var written = new List<string>(batch.Count);
        foreach (PlannedWrite write in batch)
        {
            string? refusal;
            try
            {
                Usage.Add(now, 1, 0);
                WriteOutcome outcome = (await _client.BatchWriteAsync([write.Write], stop).ConfigureAwait(false))[0];
                refusal = outcome.Refusal;
                if (refusal is null)
                {
                    Accept(write, outcome.UpdateTime, now);
                    written.Add(write.Write.Path);
                }
            }
            catch (FirestoreException e) when (e.Kind == FirestoreErrorKind.Invalid)
            {
                refusal = e.Message;
            }

            if (refusal is not null)
            {
                _log($"error: remote mirror: {write.Write.Path} is refused until it changes: {refusal}");
                _planner.Refuse(write, now);
            }
        }

        return written;
    }

    private void Accept(PlannedWrite write, string time, double now)
    {
        _planner.Accept(write, now);
        if (write.Write.Path == _table.SyncStatePath)
        {
            _syncStateTime = time;
        }
    }
}
