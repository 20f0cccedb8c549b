using HedgeFlow.Domain;
using HedgeFlow.Feed;

namespace HedgeFlow.Perf.Runs;

/// <summary>Takes decoded records and only counts them.</summary>
internal sealed class CountingSink : IFeedSink
{
    public long Snapshots { get; private set; }

    public long Positions { get; private set; }

    public long Rejected { get; private set; }

    public void OnSnapshot(ExchangeSnapshot snapshot)
    {
        Snapshots++;
        Positions += snapshot.Positions.Count;
    }

    public void OnFact(OrderFact fact)
    {
    }

    public void OnRejected(in FeedRejection rejection) => Rejected++;
}
