using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Publish;
using HedgeFlow.Stages.Risk.Health;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Risk;

/// <summary>
/// What the facts of the ticks say about each symbol: fills of seven days, result of today, refusals, errors, the last routing
/// decision. The cost of a fact does not grow with the history. Single-threaded.
/// </summary>
internal sealed class SymbolFacts(DayClock days, int maxRows, ExecutionErrors errors)
{
    private const int MaxSymbols = 65536;

    private readonly Dictionary<string, double> _today = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonObject> _routes = new(StringComparer.Ordinal);
    private int _day = int.MinValue;

    public FillStatisticsWindow Fills { get; } = new(maxRows);

    public RiskGateLog Gates { get; } = new();

    public ExecutionErrors Errors { get; } = errors;

    /// <summary>Symbols that were traded, ascending: the universe where none is configured.</summary>
    public SortedSet<string> Seen { get; } = new(StringComparer.Ordinal);

    /// <summary>Records that could not be used.</summary>
    public long Ignored { get; private set; }

    /// <summary>True when the fact is a step of an order.</summary>
    public bool Apply(OrderFact fact)
    {
        switch (fact.Kind)
        {
            case FeedKind.OrderFill:
                Fill(fact);
                return true;
            case FeedKind.OrderClose:
                Fill(fact);
                Close(fact);
                return true;
            case FeedKind.OrderAck:
                return true;
            case FeedKind.OrderMetric:
                Route(fact);
                return true;
            case FeedKind.OrderError:
                Error(fact);
                return true;
            case FeedKind.RiskVeto:
                Veto(fact);
                return false;
            default:
                return false;
        }
    }

    /// <summary>Lets go of what is too old; starts a new day.</summary>
    public void Advance(double now)
    {
        Fills.Advance(now);
        Turn(now);
    }

    /// <summary>Realised PnL of the symbol since local midnight, USD.</summary>
    public double RealizedToday(string symbol) => _today.GetValueOrDefault(symbol);

    /// <summary>The symbol's newest routing decision; null = none.</summary>
    public JsonObject? LastRoute(string symbol) => _routes.GetValueOrDefault(symbol);

    private void Fill(OrderFact fact)
    {
        FillRow row = FillRow.Read(fact.Payload);
        row = row with { Symbol = row.Symbol.Length > 0 ? row.Symbol : fact.Symbol, Ts = double.IsNaN(row.Ts) ? fact.Ts : row.Ts };
        if (!Fills.Add(row))
        {
            Ignored++;
        }
        else if (Seen.Count < MaxSymbols)
        {
            Seen.Add(row.Symbol);
        }
    }

    private void Close(OrderFact fact)
    {
        if (Coerce.Number(fact.Payload["realizedPnlUsd"]) is not { } pnl || fact.Symbol.Length == 0)
        {
            Ignored++;
        }
        else if (Turn(fact.Ts) && (_today.Count < MaxSymbols || _today.ContainsKey(fact.Symbol)))
        {
            _today[fact.Symbol] = Math.Clamp(_today.GetValueOrDefault(fact.Symbol) + pnl, -double.MaxValue, double.MaxValue);
        }
    }

    private void Route(OrderFact fact)
    {
        JsonObject row = fact.Payload;
        if (fact.Symbol.Length == 0 || row.ContainsKey("event") || (_routes.Count >= MaxSymbols && !_routes.ContainsKey(fact.Symbol)))
        {
            return;
        }

        if (row["decision"] is JsonObject decision)
        {
            _routes[fact.Symbol] = decision;
        }
        else if (row["route"] is not null || row["is_maker_final"] is not null)
        {
            _routes[fact.Symbol] = new JsonObject
            {
                ["ts"] = fact.Ts,
                ["route"] = Coerce.Text(row["route"]),
                ["maker_start"] = Coerce.Boolean(row["maker_start"]),
                ["is_maker_final"] = Coerce.Boolean(row["is_maker_final"]),
                ["used_fallback"] = Coerce.Boolean(row["used_fallback"]),
            };
        }
    }

    private void Error(OrderFact fact)
    {
        var classification = fact.Payload["classification"] as JsonObject;
        Errors.Record(
            Coerce.Text(fact.Payload["component"]) ?? "executor", fact.Symbol, fact.Ts,
            Coerce.Text(classification?["message"]) ?? Coerce.AsText(fact.Payload["reason"]), Coerce.Text(classification?["category"]));
    }

    private void Veto(OrderFact fact)
    {
        if (fact.TextOf("veto_reason") is not { Length: > 0 } reason)
        {
            Ignored++;
            return;
        }

        Gates.Add(
            new SymbolHealth.RiskGateEvent(
                fact.Ts, fact.TextOf("gate") ?? "risk_limits", fact.Symbol.Length > 0 ? fact.Symbol : null, reason, null, null),
            fact);
    }

    /// <summary>Moves to the day of <paramref name="time"/>; false when that day is over already.</summary>
    private bool Turn(double time)
    {
        int day = days.DayNumber(time);
        if (day > _day)
        {
            _day = day;
            _today.Clear();
        }

        return day == _day;
    }
}
