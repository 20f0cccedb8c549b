using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.Executor.Orders;

/// <summary>
/// Turns a strategy's document into an <see cref="Intent"/>: aliases resolved, defaults filled in, unknown members kept.
/// Never throws; the one thing it cannot mend is a missing symbol. Source: services contract, intent normalisation.
/// </summary>
public sealed class IntentNormalizer(IntentIds ids)
{
    public const string MissingSymbol = "missing_symbol";

    private const string UnknownTimeframe = "unknown";

    /// <param name="raw">The document as it came; it is not changed.</param>
    /// <param name="now">Epoch seconds, for an intent without a time.</param>
    public IntentOutcome Normalize(JsonObject raw, double now)
    {
        ArgumentNullException.ThrowIfNull(raw);
        string symbol = Upper(raw, "symbol", "pair");
        if (symbol.Length == 0)
        {
            return new IntentOutcome(null, MissingSymbol);
        }

        string signal = Signal(Upper(raw, "signal", "side"));
        bool reduceOnly = Coerce.Flag(raw["reduceOnly"] ?? raw["reduce_only"]);
        double capital = Coerce.First(raw, "capital_per_trade", "capital", "notional") ?? 0;
        double leverage = Coerce.First(raw, "leverage", "lev", "leverage_target") is > 0 and { } given ? given : 1;
        string timeframe = Lower(raw, "timeframe", "interval", "time_frame", "tf");

        return new IntentOutcome(new Intent
        {
            Symbol = symbol,
            Signal = signal,
            Timestamp = TimeOf(raw, out _) ?? now,
            AttemptId = Id(raw, "attempt_id") ?? ids.NextAttemptId(),
            IntentId = Id(raw, "intent_id") ?? ids.NextIntentId(),
            Timeframe = timeframe.Length == 0 ? UnknownTimeframe : timeframe,
            ReduceOnly = reduceOnly,
            Price = Coerce.Number(raw["price"]) ?? 0,
            CapitalPerTrade = capital,
            Leverage = leverage,
            GrossUsd = Gross(raw, capital, leverage),
            Qty = Math.Abs(Coerce.First(raw, "qty", "quantity") ?? 0),
            PositionSide = Side(Upper(raw, "positionSide", "posSide"), signal, reduceOnly),
            Veto = Vetoes(raw["veto"]),
            Strategy = Word(raw, "strategy", "strategy_id", "source"),
            Tier = Word(raw, "tier", "tier_name"),
            SignalTs = IsoTime.Parse(raw["signal_ts"]) ?? IsoTime.Parse(raw["generated_at"]),
            Confidence = Coerce.Number(raw["confidence"]),
            SignalStrength = Coerce.Number(raw["signal_strength"]),
            Score = Coerce.Number(raw["score"]),
            ExpectedEdge = Coerce.Number(raw["expected_edge"]),
            MinNotional = Coerce.Number(raw["min_notional"]),
            PerTradeNavPct = Coerce.Number(raw["per_trade_nav_pct"]),
            TakeProfitPrice = Coerce.Number(raw["take_profit_price"]),
            StopLossPrice = Coerce.Number(raw["stop_loss_price"]),
            Urgent = Coerce.Flag(raw["urgent"]),
            IsStopLoss = Coerce.Flag(raw["is_stop_loss"]),
            Metadata = raw["metadata"] is JsonObject notes ? (JsonObject?)JsonNodes.FiniteCopy(notes) : null,
            Document = raw,
            Canonical = Canonical,
        }, null);
    }

    private static JsonObject Canonical(Intent intent)
    {
        var payload = (JsonObject)JsonNodes.FiniteCopy(intent.Document)!;

        // The time stays in the form it came in; only a missing one is made.
        payload["timestamp"] = TimeOf(intent.Document, out string alias) is null ? IsoTime.Format(intent.Timestamp) : intent.Document[alias]!.DeepClone();
        payload["symbol"] = intent.Symbol;
        payload["timeframe"] = intent.Timeframe;
        payload["tf"] = intent.Timeframe;
        payload["signal"] = intent.Signal;
        payload["reduceOnly"] = intent.ReduceOnly;
        payload["price"] = intent.Price;
        payload["capital_per_trade"] = intent.CapitalPerTrade;
        payload["leverage"] = intent.Leverage;
        payload["gross_usd"] = intent.GrossUsd;
        payload["positionSide"] = intent.PositionSide;
        payload["veto"] = new JsonArray([.. intent.Veto.Select(reason => (JsonNode?)reason)]);
        payload["attempt_id"] = intent.AttemptId;
        payload["intent_id"] = intent.IntentId;
        return payload;
    }

    private static double? TimeOf(JsonObject raw, out string alias)
    {
        foreach (string name in (ReadOnlySpan<string>)["timestamp", "ts", "time"])
        {
            if (IsoTime.Parse(raw[name]) is { } time)
            {
                alias = name;
                return time;
            }
        }

        alias = "";
        return null;
    }

    private static double Gross(JsonObject raw, double capital, double leverage)
    {
        double gross = Math.Abs(Coerce.Number(raw["gross_usd"]) ?? capital * Math.Max(leverage, 1));

        // An absurd product must stay absurdly large, so that every cap sees it.
        return double.IsFinite(gross) ? gross : double.MaxValue;
    }

    private static string Signal(string word) => word switch
    {
        "LONG" => "BUY",
        "SHORT" => "SELL",
        _ => word,
    };

    private static string Side(string word, string signal, bool reduceOnly)
    {
        switch (word)
        {
            case "BUY":
                return "LONG";
            case "SELL":
                return "SHORT";
            case "LONG" or "SHORT" or "BOTH":
                return word;
        }

        return signal switch
        {
            "BUY" => reduceOnly ? "SHORT" : "LONG",
            "SELL" => reduceOnly ? "LONG" : "SHORT",
            _ => "",
        };
    }

    private static IReadOnlyList<string> Vetoes(JsonNode? node)
    {
        if (node is null)
        {
            return [];
        }

        IEnumerable<JsonNode?> values = node switch
        {
            JsonArray list => list,
            JsonObject map => map.Select(member => member.Value),
            _ => [node],
        };
        var reasons = new List<string>();
        foreach (JsonNode? value in values)
        {
            if (Coerce.Truthy(value) && Coerce.AsText(value)?.Trim() is { Length: > 0 } reason)
            {
                reasons.Add(reason);
            }
        }

        return reasons;
    }

    private static string? Id(JsonObject raw, string name) => Word(raw, name);

    private static string Upper(JsonObject raw, params ReadOnlySpan<string> aliases) => (Word(raw, aliases) ?? "").ToUpperInvariant();

    private static string Lower(JsonObject raw, params ReadOnlySpan<string> aliases) => (Word(raw, aliases) ?? "").ToLowerInvariant();

    /// <summary>The first alias that holds a text with something in it, or a number, trimmed.</summary>
    private static string? Word(JsonObject raw, params ReadOnlySpan<string> aliases)
    {
        foreach (string alias in aliases)
        {
            if (raw[alias] is { } node && Coerce.Boolean(node) is null && Coerce.AsText(node)?.Trim() is { Length: > 0 } word)
            {
                return word;
            }
        }

        return null;
    }
}
