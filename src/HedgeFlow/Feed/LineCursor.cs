using HedgeFlow.Domain;

namespace HedgeFlow.Feed;

/// <summary>Records of one input in the order of its lines.</summary>
internal sealed class LineCursor(ILineReader lines, string name, int index, FeedParser parser, FeedReport report) : IFeedCursor
{
    private readonly ExchangeSnapshot _snapshot = new();
    private OrderFact? _fact;

    public double Ts => _fact?.Ts ?? _snapshot.Ts;

    public FeedPosition Position => new(index, name, lines.LineNumber, lines.Offset);

    /// <summary>Bytes of the current line without its end.</summary>
    public int LineBytes => (int)lines.Length - (lines.Terminated ? 1 : 0);

    public bool TryAdvance(IFeedSink sink, CancellationToken cancellationToken)
    {
        FeedCounters counters = report.Counters;
        while (lines.TryRead(cancellationToken))
        {
            if (lines.Flaw != LineFlaw.None)
            {
                RejectUnread(sink);
                continue;
            }

            counters.CountLine(lines.Length);
            switch (parser.Parse(lines.Line, _snapshot, out _fact, out string reason))
            {
                case FeedOutcome.Snapshot:
                    counters.CountRecord(FeedKind.Snapshot);
                    if (parser.WasCanonical)
                    {
                        counters.CountCanonical();
                    }

                    return true;
                case FeedOutcome.Fact:
                    counters.CountRecord(_fact!.Kind);
                    return true;
                case FeedOutcome.Rejected:
                    Reject(reason, torn: !lines.Terminated && reason == FeedReasons.MalformedJson, sink);
                    break;
                case FeedOutcome.Ignored:
                    counters.CountIgnored();
                    break;
                default:
                    counters.CountBlank();
                    break;
            }
        }

        return false;
    }

    public void Deliver(IFeedSink sink)
    {
        if (_fact is not null)
        {
            sink.OnFact(_fact);
        }
        else
        {
            sink.OnSnapshot(_snapshot);
        }
    }

    public void Dispose()
    {
        lines.Dispose();
        _snapshot.Dispose();
    }

    private void RejectUnread(IFeedSink sink)
    {
        if (lines.Flaw == LineFlaw.TooLong)
        {
            report.Counters.CountLine(lines.Length);
            Reject(FeedReasons.LineTooLong, torn: !lines.Terminated, sink);
        }
        else
        {
            Reject(FeedReasons.Unreadable, torn: true, sink);
        }
    }

    private void Reject(string reason, bool torn, IFeedSink sink) =>
        report.Reject(new FeedRejection(name, lines.LineNumber, reason, lines.Offset, torn), sink);
}
