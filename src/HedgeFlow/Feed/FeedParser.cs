using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;

namespace HedgeFlow.Feed;

/// <summary>
/// Turns the lines of one file into records: feed lines (<c>kind</c>) and rows of native logs (<c>event_type</c>, or the
/// metrics log by its name). Remembers the last <c>seq</c>, so each file, or each opening of one, has its own parser.
/// Source: feed contract, reader table.
/// </summary>
public sealed class FeedParser
{
    internal static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = JsonNodes.MaxDepth };

    private const string MetricsLog = "order_metrics";

    private readonly bool _isMetricsLog;
    private readonly bool _checkSeq;
    private readonly SymbolTable _symbols;
    private readonly SnapshotReader _snapshots;
    private long? _lastSeq;

    /// <param name="fileName">Base name of the file: rows without kind in <c>order_metrics.*</c> are order metrics.</param>
    public FeedParser(string fileName)
        : this(fileName, new SymbolTable())
    {
    }

    internal FeedParser(string fileName, SymbolTable symbols, bool checkSeq = true)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        int dot = fileName.IndexOf('.', StringComparison.Ordinal);
        _isMetricsLog = fileName.AsSpan(0, dot < 0 ? fileName.Length : dot).SequenceEqual(MetricsLog);
        _checkSeq = checkSeq;
        _symbols = symbols;
        _snapshots = new SnapshotReader(symbols);
    }

    /// <summary>True when the last snapshot was in canonical form.</summary>
    public bool WasCanonical { get; private set; }

    /// <summary>Reads one line, without its end. Never throws for what the line holds.</summary>
    /// <param name="line">Bytes of the line.</param>
    /// <param name="snapshot">Emptied and filled; to be used only when the outcome is <see cref="FeedOutcome.Snapshot"/>.</param>
    /// <param name="fact">The record, when the outcome is <see cref="FeedOutcome.Fact"/>.</param>
    /// <param name="reason">One of <see cref="FeedReasons"/>, when the outcome is <see cref="FeedOutcome.Rejected"/>; else "".</param>
    public FeedOutcome Parse(ReadOnlySpan<byte> line, ExchangeSnapshot snapshot, out OrderFact? fact, out string reason)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        fact = null;
        reason = "";
        snapshot.Clear();
        WasCanonical = CanonicalSnapshot.TryRead(line, snapshot, _symbols);
        if (WasCanonical)
        {
            return Accept(snapshot, snapshot.Seq, out reason);
        }

        if (line.IndexOfAnyExcept(" \t\r"u8) < 0)
        {
            return FeedOutcome.Blank;
        }

        try
        {
            // The JSON reader looks only at the texts that are asked for; a line of the feed is UTF-8 throughout.
            return Utf8.IsValid(line) ? ParseAnyForm(line, snapshot, out fact, out reason) : Reject(FeedReasons.MalformedJson, out reason);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            fact = null;
            return Reject(FeedReasons.MalformedJson, out reason);
        }
    }

    private FeedOutcome ParseAnyForm(ReadOnlySpan<byte> line, ExchangeSnapshot snapshot, out OrderFact? fact, out string reason)
    {
        fact = null;

        // Only a guess where to begin: what it misses (an escaped kind) is found below, what it takes wrongly is given up.
        if (line.IndexOf("\"snapshot\""u8) >= 0)
        {
            snapshot.Clear();
            if (_snapshots.Read(line, snapshot))
            {
                return AcceptAnyForm(snapshot, out reason);
            }
        }

        if (JsonNodes.Parse(line) is not JsonObject record)
        {
            return Reject(FeedReasons.NotAnObject, out reason);
        }

        if (!TryClassify(record, out FeedKind kind, out FeedOutcome outcome, out reason))
        {
            return outcome;
        }

        if (kind == FeedKind.Snapshot)
        {
            snapshot.Clear();
            _snapshots.Read(line, snapshot);
            return AcceptAnyForm(snapshot, out reason);
        }

        if (IsoTime.Parse(record["ts"]) is not { } ts)
        {
            return Reject(FeedReasons.MissingTs, out reason);
        }

        foreach (string member in FeedKinds.Required(kind))
        {
            if (!record.ContainsKey(member))
            {
                return Reject(FeedReasons.MissingField(member), out reason);
            }
        }

        fact = new OrderFact(kind, ts + 0.0, Coerce.Symbol(record["symbol"]), record);
        reason = "";
        return FeedOutcome.Fact;
    }

    private bool TryClassify(JsonObject record, out FeedKind kind, out FeedOutcome outcome, out string reason)
    {
        kind = default;
        outcome = FeedOutcome.Rejected;
        reason = "";
        if (record["kind"] is { } named)
        {
            if (Coerce.Text(named) is { } name && FeedKinds.TryParse(name, out kind))
            {
                return true;
            }

            reason = FeedReasons.UnknownKind;
            return false;
        }

        if (record["event_type"] is { } eventType)
        {
            if (Coerce.Text(eventType) is { } name && FeedKinds.TryParseEventType(name, out kind))
            {
                return true;
            }

            outcome = FeedOutcome.Ignored;
            return false;
        }

        if (Coerce.Text(record["event"]) == "position_close")
        {
            outcome = FeedOutcome.Ignored;
            return false;
        }

        kind = FeedKind.OrderMetric;
        reason = _isMetricsLog ? "" : FeedReasons.MissingKind;
        return _isMetricsLog;
    }

    private FeedOutcome AcceptAnyForm(ExchangeSnapshot snapshot, out string reason)
    {
        if (double.IsNaN(snapshot.Ts))
        {
            return Reject(FeedReasons.MissingTs, out reason);
        }

        return _snapshots.HasSeq ? Accept(snapshot, _snapshots.Seq, out reason) : Reject(FeedReasons.MissingField("seq"), out reason);
    }

    private FeedOutcome Accept(ExchangeSnapshot snapshot, long? seq, out string reason)
    {
        if (_checkSeq && (seq is null || seq <= _lastSeq))
        {
            return Reject(FeedReasons.SeqNotIncreasing, out reason);
        }

        _lastSeq = seq;
        snapshot.Seq = seq ?? 0;
        reason = "";
        return FeedOutcome.Snapshot;
    }

    private static FeedOutcome Reject(string why, out string reason)
    {
        reason = why;
        return FeedOutcome.Rejected;
    }
}
