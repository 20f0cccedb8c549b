using System.Text.Json.Nodes;

namespace HedgeFlow.Adapters.Firestore.Mirror;

/// <summary>Decides which documents a cycle writes, and remembers what the remote has.</summary>
internal sealed class MirrorPlanner(MirrorTable table, MirrorOptions options, Action<string> log)
{
    private readonly Dictionary<string, Known> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (JsonObject Content, UInt128 Fingerprint)> _fingerprints = new(StringComparer.Ordinal);
    private readonly HashSet<string> _tooLarge = new(StringComparer.Ordinal);
    private double? _lastBeats;

    /// <summary>Every document that is due, the longest waiting first.</summary>
    public IReadOnlyList<PlannedWrite> Plan(double now, MirrorStatus status, IReadOnlyList<ServiceHeartbeat> beats, out int unchanged)
    {
        var due = new List<PlannedWrite>();
        unchanged = 0;
        foreach (MirrorDocument document in table.Documents)
        {
            if (document.Build() is { Count: > 0 } content)
            {
                unchanged += Add(due, document, content, now) ? 0 : 1;
            }
        }

        var syncState = new MirrorDocument(table.SyncStatePath, false, () => null, false);
        unchanged += Add(due, syncState, MirrorTable.SyncState(status, now, options.EngineVersion), now) ? 0 : 1;
        if (beats.Count > 0 && !(now - _lastBeats < options.HeartbeatSeconds))
        {
            AddBeat(due, HeartbeatDocuments.Together(table.Root, beats, now));
            foreach (ServiceHeartbeat beat in beats)
            {
                AddBeat(due, HeartbeatDocuments.Single(table.Root, options.EnvironmentName, beat, now));
            }
        }

        return due;
    }

    /// <summary>The part that one batch takes. Documents that were written longest ago go first, so that none waits for ever.</summary>
    public IReadOnlyList<PlannedWrite> Batch(IReadOnlyList<PlannedWrite> due)
    {
        var batch = new List<PlannedWrite>();
        long bytes = 0;
        foreach (PlannedWrite write in due.OrderBy(w => _known.TryGetValue(w.Write.Path, out Known known) ? known.Written : double.NegativeInfinity))
        {
            if (batch.Count < options.LargestBatch && (batch.Count == 0 || bytes + write.Bytes <= options.LargestBatchBytes))
            {
                batch.Add(write);
                bytes += write.Bytes;
            }
        }

        return batch;
    }

    /// <summary>The remote has this content.</summary>
    public void Accept(PlannedWrite write, double now)
    {
        _known[write.Write.Path] = new Known(write.Fingerprint, now, Refused: false);
        if (write.Reason == Reasons.Heartbeat)
        {
            _lastBeats = now;
        }
    }

    /// <summary>The remote refuses this content; it is not offered again until it changes.</summary>
    public void Refuse(PlannedWrite write, double now) => _known[write.Write.Path] = new Known(write.Fingerprint, now, Refused: true);

    /// <summary>What the remote has for these documents is not known.</summary>
    public void Unsure(IReadOnlyList<PlannedWrite> batch)
    {
        foreach (PlannedWrite write in batch)
        {
            _known.Remove(write.Write.Path);
        }
    }

    /// <summary>The remote has nothing.</summary>
    public void Forget()
    {
        _known.Clear();
        _lastBeats = null;
    }

    private bool Add(List<PlannedWrite> due, MirrorDocument document, JsonObject content, double now)
    {
        UInt128 fingerprint = FingerprintOf(document.Path, content);
        string reason = Reasons.New;
        if (_known.TryGetValue(document.Path, out Known known))
        {
            bool same = known.Fingerprint == fingerprint;
            // A clock that was set back must not keep a document from being refreshed.
            bool recent = Math.Abs(now - known.Written) < options.RefreshSeconds;
            if (same && (known.Refused || recent))
            {
                return false;
            }

            reason = same ? Reasons.Refresh : Reasons.Changed;
        }

        JsonObject redacted = options.Redactor.Node(content) as JsonObject ?? content;
        if (document.Stamp)
        {
            redacted = (JsonObject)redacted.DeepClone();
            redacted["mirrored_at"] = now;
        }

        if (SizeLimit.Fit(document.Path, redacted, options.LargestDocument, out long bytes) is not { } fitting)
        {
            if (_tooLarge.Add(document.Path))
            {
                log($"warning: remote mirror: {document.Path} is larger than {options.LargestDocument >> 10} KiB and stays as it was");
            }

            return false;
        }

        _tooLarge.Remove(document.Path);
        due.Add(new PlannedWrite(new DocumentWrite(document.Path, fitting, document.Merge), fingerprint, bytes, reason));
        return true;
    }

    private void AddBeat(List<PlannedWrite> due, DocumentWrite write)
    {
        DocumentWrite redacted = write with { Fields = options.Redactor.Node(write.Fields) as JsonObject ?? write.Fields };
        due.Add(new PlannedWrite(redacted, 0, FirestoreSize.Of(write.Path, redacted.Fields), Reasons.Heartbeat));
    }

    /// <summary>Files that did not change come as the same instance: nothing is computed for them.</summary>
    private UInt128 FingerprintOf(string path, JsonObject content)
    {
        if (_fingerprints.TryGetValue(path, out (JsonObject Content, UInt128 Fingerprint) last) && ReferenceEquals(last.Content, content))
        {
            return last.Fingerprint;
        }

        UInt128 fingerprint = DocumentFingerprint.Of(content);
        _fingerprints[path] = (content, fingerprint);
        return fingerprint;
    }

    private readonly record struct Known(UInt128 Fingerprint, double Written, bool Refused);

    private static class Reasons
    {
        public const string New = "new";
        public const string Changed = "changed";
        public const string Refresh = "refresh";
        public const string Heartbeat = "heartbeat";
    }
}
