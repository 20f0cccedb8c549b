using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.Publish;

/// <summary>
/// Carries the levels of an intent to the registry once its order is acknowledged or filled, and takes the levels of a position away
/// when a close leaves nothing of it. A vetoed intent changes nothing. Source: state contract, ledger and TP/SL registry.
/// </summary>
internal sealed class LevelIntents(TpSlRegistry registry)
{
    /// <summary>Intents remembered while their order is on its way.</summary>
    private const int MaxPending = 4096;

    private const double Flat = 1e-8;

    private readonly OrderedDictionary<string, (string Key, double? Tp, double? Sl)> _pending = new(StringComparer.Ordinal);

    public void Apply(OrderFact fact)
    {
        switch (fact.Kind)
        {
            case FeedKind.Intent:
                Remember(fact);
                break;
            case FeedKind.OrderAck or FeedKind.OrderFill:
                Register(fact.Payload);
                break;
            case FeedKind.OrderClose:
                Close(fact);
                break;
        }
    }

    private void Remember(OrderFact fact)
    {
        JsonObject intent = fact.Payload;
        double? tp = Coerce.Number(intent["take_profit_price"]);
        double? sl = Coerce.Number(intent["stop_loss_price"]);
        if ((tp ?? 0) == 0 && (sl ?? 0) == 0 || Coerce.Flag(intent["reduceOnly"]) || fact.Symbol.Length == 0
            || Id(intent) is not { } id || Side(intent) is not { } side)
        {
            return;
        }

        while (_pending.Count >= MaxPending)
        {
            _pending.RemoveAt(0);
        }

        _pending[id] = (new PositionKey(fact.Symbol, side).ToString(), tp, sl);
    }

    private void Register(JsonObject order)
    {
        if (Id(order) is { } id && _pending.Remove(id, out (string Key, double? Tp, double? Sl) levels))
        {
            registry.Set(levels.Key, levels.Tp, levels.Sl);
        }
    }

    private void Close(OrderFact fact)
    {
        if (Coerce.Number(fact.Payload["position_size_after"]) is { } after && Math.Abs(after) < Flat && fact.Symbol.Length > 0)
        {
            double before = Coerce.Number(fact.Payload["position_size_before"]) ?? 0;
            PositionSide side = Coerce.Symbol(fact.Payload["positionSide"]) switch
            {
                "LONG" => PositionSide.Long,
                "SHORT" => PositionSide.Short,
                _ => before < 0 ? PositionSide.Short : PositionSide.Long,
            };
            registry.Remove(new PositionKey(fact.Symbol, side).ToString());
        }
    }

    private static string? Id(JsonObject row) =>
        Coerce.Text(row["attempt_id"]) is { Length: > 0 } attempt ? attempt : Coerce.Text(row["intent_id"]) is { Length: > 0 } intent ? intent : null;

    private static PositionSide? Side(JsonObject intent) => Coerce.Symbol(intent["positionSide"]) switch
    {
        "LONG" => PositionSide.Long,
        "SHORT" => PositionSide.Short,
        _ => (Coerce.Symbol(intent["signal"]) is { Length: > 0 } signal ? signal : Coerce.Symbol(intent["side"])) switch
        {
            "BUY" or "LONG" => PositionSide.Long,
            "SELL" or "SHORT" => PositionSide.Short,
            _ => null,
        },
    };
}
