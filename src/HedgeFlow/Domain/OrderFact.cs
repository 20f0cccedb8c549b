using System.Text.Json.Nodes;

namespace HedgeFlow.Domain;

/// <summary>
/// One record of the feed, or of the engine itself, that is not a snapshot: an order life-cycle fact, a metric, a veto,
/// a candle, a factor reading. Immutable: the payload is complete when the fact is made and nobody changes it after.
/// </summary>
/// <param name="Kind">What it is.</param>
/// <param name="Ts">Record time, epoch seconds UTC.</param>
/// <param name="Symbol">Upper-case symbol, "" where the record has none.</param>
/// <param name="Payload">All members as they came, unknown ones included.</param>
public sealed record OrderFact(FeedKind Kind, double Ts, string Symbol, JsonObject Payload);
