using HedgeFlow.Domain;
using HedgeFlow.Serialization;

namespace HedgeFlow.Feed.Demo;

/// <summary>
/// The embedded market as a feed: per tick the bars and factor readings, the snapshot, and then, once that has been acted on,
/// what the strategy wants. With a clock it keeps to it; without one it runs as fast as it is read.
/// </summary>
public sealed class DemoFeed : IFeedSource
{
    private const string Name = "demo";

    private readonly TimeProvider? _time;
    private readonly Pause? _pause;
    private readonly ExchangeSnapshot _snapshot = new();
    private readonly List<OrderFact> _facts = [];
    private int _delivered;
    private Part _part = Part.Intents;
    private long _records;

    /// <param name="market">Not used by anybody else from now on.</param>
    /// <param name="time">The clock to keep to; its time and the market's first tick should agree. Null = none.</param>
    public DemoFeed(DemoMarket market, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(market);
        Market = market;
        _time = time;
        _pause = time is null ? null : new Pause(time);
    }

    private enum Part
    {
        Facts,
        Snapshot,
        Intents,
    }

    /// <summary>What this feed reads.</summary>
    public DemoMarket Market { get; }

    public FeedCounters Counters { get; } = new();

    public FeedPosition Position => new(0, Name, _records, 0);

    public bool TryRead(IFeedSink sink, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sink);
        while (!cancellationToken.IsCancellationRequested)
        {
            if (_delivered < _facts.Count)
            {
                OrderFact fact = _facts[_delivered++];
                Count(fact.Kind);
                sink.OnFact(fact);
                return true;
            }

            _facts.Clear();
            _delivered = 0;
            switch (_part)
            {
                case Part.Facts:
                    _part = Part.Snapshot;
                    Count(FeedKind.Snapshot);
                    sink.OnSnapshot(_snapshot);
                    return true;
                case Part.Snapshot:
                    _part = Part.Intents;
                    Market.Decide(_facts);
                    break;
                default:
                    if (Market.IsAtEnd || !WaitForTick(cancellationToken))
                    {
                        return false;
                    }

                    _part = Part.Facts;
                    Market.Next(_snapshot, _facts);
                    break;
            }
        }

        return false;
    }

    public void Dispose()
    {
        _pause?.Dispose();
        _snapshot.Dispose();
    }

    private bool WaitForTick(CancellationToken cancellationToken)
    {
        try
        {
            while (_time is not null && Market.NextTs - _time.EpochSeconds() is > 0 and var ahead)
            {
                _pause!.Wait(TimeSpan.FromSeconds(ahead), cancellationToken);
            }

            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private void Count(FeedKind kind)
    {
        _records++;
        Counters.CountLine(0);
        Counters.CountRecord(kind);
    }
}
