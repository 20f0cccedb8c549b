using System.Text.Json.Nodes;

namespace HedgeFlow.Domain;

/// <summary>
/// One record of the feed, or of the engine itself, that is not a snapshot: an order life-cycle fact, a metric, a veto,
/// a candle, a factor reading. Immutable: the payload is complete when the fact is made and nobody changes it after.
/// </summary>
public sealed record OrderFact
{
    private readonly JsonObject? _payload;
    private readonly DeferredObject? _deferred;

    /// <param name="Kind">What it is.</param>
    /// <param name="Ts">Record time, epoch seconds UTC.</param>
    /// <param name="Symbol">Upper-case symbol, "" where the record has none.</param>
    /// <param name="Payload">All members as they came, unknown ones included.</param>
    public OrderFact(FeedKind Kind, double Ts, string Symbol, JsonObject Payload)
        : this(Kind, Ts, Symbol)
    {
        ArgumentNullException.ThrowIfNull(Payload);
        _payload = Payload;
    }

    /// <summary>A fact of the engine's own whose members nobody may ever look at.</summary>
    public OrderFact(FeedKind Kind, double Ts, string Symbol, DeferredObject Members)
        : this(Kind, Ts, Symbol)
    {
        ArgumentNullException.ThrowIfNull(Members);
        _deferred = Members;
    }

    private OrderFact(FeedKind kind, double ts, string symbol)
    {
        Kind = kind;
        Ts = ts;
        Symbol = symbol;
    }

    public FeedKind Kind { get; init; }

    /// <summary>Record time, epoch seconds UTC.</summary>
    public double Ts { get; init; }

    /// <summary>Upper-case symbol, "" where the record has none.</summary>
    public string Symbol { get; init; }

    /// <summary>All members.</summary>
    public JsonObject Payload
    {
        get => _payload ?? _deferred!.Nodes;
        init => _payload = value;
    }

    /// <summary>The text of a member; null when it is not there or no text.</summary>
    public string? TextOf(string member) =>
        _payload is null ? _deferred!.TextOf(member) : (_payload[member] as JsonValue)?.TryGetValue(out string? text) == true ? text : null;
}
