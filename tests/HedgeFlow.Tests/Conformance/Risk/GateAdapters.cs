using System.Collections.Frozen;
using System.Text.Json.Nodes;
using HedgeFlow.Configuration;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Executor.Gate;
using HedgeFlow.Stages.Risk;

namespace HedgeFlow.Tests.Conformance.Risk;

internal static class GateAdapters
{
    [Vector("router-risk/check_order", ExactAt = "thresholds")]
    public static JsonNode? CheckOrder(JsonNode? input)
    {
        var env = (JsonObject)input!["env"]!;
        double now = Coerce.Number(input["now"])!.Value;
        RiskLimits limits = RiskLimitsLoader.Load(input["config"], null, Coerce.Flag(env["testnet"]), confirm: true, out _)!;
        RiskAdvanced advanced = RiskAdvanced.Of(env["risk_advanced"]);
        var rules = new GateRules(
            limits,
            ((JsonArray)env["universe"]!).Select(Coerce.Symbol).ToFrozenSet(StringComparer.Ordinal),
            CorrelationGroups.OfGroups(env["correlation_groups"] as JsonObject),
            advanced);
        using GateBook book = Book(input, env, advanced);
        var state = new GateState();
        var carried = input["state"] as JsonObject;
        state.Restore(carried);
        state.DailyPnl = Coerce.Number(carried?["daily_pnl_frac"]) ?? 0;
        GateRequest request = Request((JsonObject)input["order"]!);
        GateDecision decision = PreTradeGate.Evaluate(request, book, rules, state, now);
        var detail = new GateDetail(request, decision, book, rules);
        JsonObject? record = null;
        if (decision.Vetoed)
        {
            JournalRow row = VetoRecord.Row(detail, new VetoOrigin(), now);
            record = (JsonObject)row.Payload.DeepClone();
            record["event_type"] = row.EventType;
        }

        return new JsonObject { ["veto"] = decision.Vetoed, ["detail"] = detail.Nodes, ["veto_record"] = record };
    }

    [Vector("router-risk/risk_decision", ExactAt = "hit_caps")]
    public static JsonNode? Decision(JsonNode? input)
    {
        double? qty = Coerce.Number(input!["qty"]);
        if (input["check_result"] is not JsonObject result)
        {
            return RiskDecision.Failed(qty).ToJson();
        }

        var detail = result["detail"] as JsonObject;
        IEnumerable<string?> reasons = detail?["reasons"] is JsonArray list ? list.Select(Coerce.Text) : [];
        return RiskDecision.Of(Coerce.Flag(result["veto"]), reasons, qty, detail).ToJson();
    }

    [Vector("router-risk/risk_state")]
    public static JsonNode? State(JsonNode? input)
    {
        var state = new GateState();
        state.Restore(input!["snapshot"]);
        var results = new JsonArray();
        foreach (JsonNode? node in (JsonArray)input["ops"]!)
        {
            var op = (JsonArray)node!;
            double Number(int at) => Coerce.Number(op[at])!.Value;
            switch (Coerce.Text(op[0]))
            {
                case "error":
                    state.NoteError(Number(1));
                    break;
                case "attempt":
                    state.NoteAttempt(Number(1));
                    break;
                case "fill":
                    state.NoteFill(Coerce.Text(op[1])!, Number(2));
                    break;
                case "errors_in":
                    results.Add(state.Errors.Prune(Number(1), Number(2)));
                    break;
                case "attempts_in":
                    results.Add(state.Attempts.Prune(Number(1), Number(2)));
                    break;
                case "last_fill":
                    results.Add(state.LastFill(Coerce.Text(op[1])!));
                    break;
                default:
                    results.Add(state.Snapshot());
                    break;
            }
        }

        return results;
    }

    [Vector("router-risk/risk_state_counters")]
    public static JsonNode? Counters(JsonNode? input)
    {
        var state = new GateState();
        state.UpdateCounters(input!["positions"] as JsonArray, Coerce.Number(input["portfolio_gross"]) ?? 0, Coerce.Number(input["daily_loss_frac"]) ?? 0);
        return new JsonObject
        {
            ["open_notional"] = state.OpenNotional,
            ["open_positions"] = state.OpenPositions,
            ["daily_pnl_frac"] = state.DailyPnl,
        };
    }

    [Vector("router-risk/clamp_order_size")]
    public static JsonNode? ClampOrderSize(JsonNode? input) =>
        StepRounding.Clamp(Coerce.Number(input!["requested_qty"]) ?? 0, Coerce.Number(input["step_size"]) ?? 0);

    [Vector("router-risk/veto_reason")]
    public static JsonNode? VetoReason(JsonNode? input) => VetoReasons.Canonical(Coerce.Text(input!["reason"]));

    [Vector("router-risk/nav_freshness_gate")]
    public static JsonNode? NavGate(JsonNode? input)
    {
        var config = input!["config"] as JsonObject;
        bool fresh = TradingNavFreshness.IsFresh(
            Coerce.Number(input["nav"]?["age"]) ?? double.NaN,
            Coerce.Boolean(input["nav"]?["sources_ok"]),
            TradingNavFreshness.Threshold(Coerce.Number(config?["nav_freshness_seconds"])));
        bool failClosed = config?["fail_closed_on_nav_stale"] is not { } flag || Coerce.Flag(flag);
        return new JsonObject { ["fresh"] = fresh, ["veto"] = TradingNavFreshness.Stops(fresh, failClosed, Coerce.Flag(input["testnet"])) };
    }

    private static GateBook Book(JsonNode input, JsonObject env, RiskAdvanced advanced)
    {
        var returns = new ReturnBook(advanced);
        foreach (KeyValuePair<string, JsonNode?> series in env["returns"] as JsonObject ?? [])
        {
            foreach (JsonNode? value in (JsonArray)series.Value!)
            {
                returns.AddReturn(series.Key, Coerce.Number(value)!.Value);
            }
        }

        JsonNode drawdown = input["drawdown"]!;
        JsonNode health = input["nav_health"]!;
        var book = new GateBook(returns)
        {
            NavAgeSeconds = Coerce.Number(health["age_s"]) ?? double.NaN,
            NavSourcesOk = Coerce.Boolean(health["sources_ok"]),
            NavTotal = Coerce.Number(health["nav_total"]) ?? double.NaN,
            DryRun = Coerce.Flag(env["dry_run"]),
            Testnet = Coerce.Flag(env["testnet"]),
            KillSwitch = Coerce.Flag(env["kill_switch"]),
            PortfolioDrawdown = PortfolioDrawdownHistory.Of(env["nav_history"] as JsonArray) ?? double.NaN,
            Drawdown = DrawdownSnapshot.Unknown with
            {
                DdFrac = Coerce.Number(drawdown["dd_frac"]) ?? 0,
                PeakNav = Coerce.Number(drawdown["peak"]) ?? 0,
                Nav = Coerce.Number(drawdown["nav"]) ?? 0,
                DailyLossFrac = Coerce.Number(drawdown["daily_loss_frac"]) ?? double.NaN,
                StaleFlags = DrawdownStaleFlagNames.Parse(drawdown["stale_flags"]),
                Usable = Coerce.Flag(drawdown["usable"]),
            },
        };
        foreach (KeyValuePair<string, JsonNode?> position in input["state"]?["live_positions"] as JsonObject ?? [])
        {
            book.Positions.Add(RiskPosition.Of(position.Key, position.Value as JsonObject));
        }

        return book;
    }

    private static GateRequest Request(JsonObject order) => new()
    {
        Symbol = Coerce.Symbol(order["symbol"]),
        Side = Coerce.Text(order["side"]) ?? "",
        RequestedNotional = Number(order, "requested_notional"),
        Price = Number(order, "price"),
        IntentNav = Number(order, "nav"),
        OpenQty = Number(order, "open_qty"),
        Leverage = Number(order, "lev"),
        OpenPositionsCount = (int)(Coerce.Number(order["open_positions_count"]) ?? -1),
        TierName = Coerce.Text(order["tier_name"]),
        TierGrossNotional = Number(order, "current_tier_gross_notional"),
        SymbolGrossNotional = Number(order, "symbol_gross_notional"),
        PortfolioGrossNotional = Number(order, "portfolio_gross_notional"),
        ReduceOnly = Coerce.Flag(order["reduce_only"]),
    };

    private static double Number(JsonObject order, string member) => Coerce.Number(order[member]) ?? double.NaN;
}
