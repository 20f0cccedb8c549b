using System.Text.Json.Nodes;

namespace HedgeFlow.Domain;

/// <summary>
/// A strategy's wish to trade, normalised and immutable: what the gate, the shadow run and the router read. Money in USD,
/// prices in quote per base unit, quantities in base units, times in epoch seconds UTC. Source: services contract, intent.
/// </summary>
public sealed record Intent
{
    /// <summary>Why the sender turns an intent away whose <see cref="Signal"/> is neither BUY nor SELL.</summary>
    public const string InvalidSignal = "invalid_signal";

    private JsonObject? _payload;

    /// <summary>Trimmed, upper-case, never blank.</summary>
    public required string Symbol { get; init; }

    /// <summary><c>BUY</c> or <c>SELL</c>; anything else as it came, upper-case, and then <see cref="IsTradable"/> is false.</summary>
    public required string Signal { get; init; }

    /// <summary>When the strategy made it.</summary>
    public required double Timestamp { get; init; }

    public required string AttemptId { get; init; }

    public required string IntentId { get; init; }

    /// <summary>Lower-case; <c>unknown</c> when not given.</summary>
    public string Timeframe { get; init; } = "unknown";

    public bool ReduceOnly { get; init; }

    /// <summary>0 when not given: the last price is used.</summary>
    public double Price { get; init; }

    /// <summary>As given, sign included; 0 when not given.</summary>
    public double CapitalPerTrade { get; init; }

    /// <summary>Above 0.</summary>
    public double Leverage { get; init; } = 1;

    /// <summary>Size wished for, never negative.</summary>
    public double GrossUsd { get; init; }

    /// <summary>Size in base units, 0 when the size is given by <see cref="GrossUsd"/> alone.</summary>
    public double Qty { get; init; }

    /// <summary><c>LONG</c>, <c>SHORT</c>, <c>BOTH</c>, or "" when neither side nor signal say.</summary>
    public string PositionSide { get; init; } = "";

    /// <summary>Reasons against it that the strategy itself put in.</summary>
    public IReadOnlyList<string> Veto { get; init; } = [];

    public string? Strategy { get; init; }

    public string? Tier { get; init; }

    public double? SignalTs { get; init; }

    public double? Confidence { get; init; }

    public double? SignalStrength { get; init; }

    public double? Score { get; init; }

    public double? ExpectedEdge { get; init; }

    public double? MinNotional { get; init; }

    /// <summary>Fraction of NAV.</summary>
    public double? PerTradeNavPct { get; init; }

    public double? TakeProfitPrice { get; init; }

    public double? StopLossPrice { get; init; }

    /// <summary>It must be filled at once: no maker attempt.</summary>
    public bool Urgent { get; init; }

    public bool IsStopLoss { get; init; }

    /// <summary>The strategy's own notes, copied to fills and closes.</summary>
    public JsonObject? Metadata { get; init; }

    /// <summary>The strategy's document as it came. Nobody changes it.</summary>
    public required JsonObject Document { get; init; }

    /// <summary>All members, normalised ones in canonical form, unknown ones kept; made when first asked for. Nobody changes it.</summary>
    public JsonObject Payload => Volatile.Read(ref _payload) ?? Keep();

    /// <summary>Makes <see cref="Payload"/>; null = the document is in canonical form.</summary>
    public Func<Intent, JsonObject>? Canonical { get; init; }

    public bool IsBuy => Signal == "BUY";

    public bool IsTradable => Signal is "BUY" or "SELL";

    /// <summary>The notional that is asked for: gross, else quantity × own price, else quantity × <paramref name="lastPrice"/>; else 0.</summary>
    public double Notional(double lastPrice)
    {
        if (GrossUsd > 0)
        {
            return GrossUsd;
        }

        double price = Price > 0 ? Price : lastPrice;
        return price > 0 && Qty > 0 ? Qty * price : 0;
    }

    private JsonObject Keep()
    {
        // Two threads may both make it, of the same members: either copy will do.
        JsonObject made = Canonical?.Invoke(this) ?? Document;
        return Interlocked.CompareExchange(ref _payload, made, null) ?? made;
    }
}
