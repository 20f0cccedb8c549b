namespace HedgeFlow.Domain;

/// <summary>Kinds of feed records, in the order of the feed contract.</summary>
public enum FeedKind
{
    Snapshot,
    Intent,
    OrderAck,
    OrderFill,
    OrderClose,
    OrderError,
    OrderMetric,
    RiskVeto,
    Candle,
    Factors,
}
