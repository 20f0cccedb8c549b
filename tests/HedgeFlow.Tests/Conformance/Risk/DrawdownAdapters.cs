using System.Text.Json.Nodes;
using HedgeFlow.Configuration;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Risk;

namespace HedgeFlow.Tests.Conformance.Risk;

internal static class DrawdownAdapters
{
    [Vector("router-risk/drawdown_snapshot", ExactAt = "stale_flags")]
    public static JsonNode? Snapshot(JsonNode? input)
    {
        DrawdownInputs inputs = DrawdownInputs.Of(
            input!["tracker"] as JsonObject, input["cached_nav"] as JsonObject, input["nav_health"] as JsonObject, Coerce.Number(input["nav_log_peak"]) ?? 0);
        DrawdownSnapshot snapshot = DrawdownSnapshot.Compute(inputs, Coerce.Number(input["now"])!.Value, 90);
        return new JsonObject
        {
            ["dd_frac"] = snapshot.DdFrac,
            ["dd_abs"] = snapshot.DdAbs,
            ["peak_nav"] = snapshot.PeakNav,
            ["nav"] = snapshot.Nav,
            ["daily_loss"] = new JsonObject { ["pct"] = snapshot.DailyLossFrac, ["daily_peak"] = snapshot.DailyPeak, ["nav"] = snapshot.Nav },
            ["peak_state_age"] = snapshot.PeakStateAge,
            ["stale_flags"] = snapshot.StaleFlags.ToJson(),
            ["usable"] = snapshot.Usable,
        };
    }

    [Vector("router-risk/classify_drawdown_state")]
    public static JsonNode? Label(JsonNode? input) =>
        DrawdownLabel.Classify(Coerce.Number(input!["dd"]), Coerce.Number(input["alert"]), Coerce.Number(input["kill"]));

    [Vector("router-risk/dd_regime")]
    public static JsonNode? Regime(JsonNode? input)
    {
        (int regime, string name) = DrawdownLabel.Regime(Coerce.Number(input!["dd_frac"]));
        return new JsonObject { ["regime"] = regime, ["name"] = name };
    }

    [Vector("router-risk/portfolio_dd")]
    public static JsonNode? PortfolioDrawdown(JsonNode? input) => PortfolioDrawdownHistory.Of(input!["nav_history"] as JsonArray);

    [Vector("router-risk/dd_state_sequence")]
    public static JsonNode? States(JsonNode? input)
    {
        double limit = Coerce.Number(input!["limit"]) ?? 0;
        var machine = new PortfolioDrawdownMachine();
        var results = new JsonArray();
        foreach (JsonNode? step in (JsonArray)input["steps"]!)
        {
            PortfolioDrawdownStep result = machine.Step(
                Coerce.Number(step!["nav"]) ?? double.NaN, PortfolioDrawdownHistory.Of(step["nav_history"] as JsonArray) ?? double.NaN, limit);
            results.Add(new JsonObject
            {
                ["portfolio_dd_pct"] = double.IsNaN(result.DrawdownFrac) ? null : result.DrawdownFrac,
                ["state"] = result.State.ToWord(),
                ["circuit_breaker_active"] = result.BreakerActive,
            });
        }

        return results;
    }

    [Vector("router-risk/dd_flap")]
    public static JsonNode? Flap(JsonNode? input)
    {
        var detector = new DrawdownFlapDetector();
        return new JsonArray([.. ((JsonArray)input!["steps"]!).Select(step => (JsonNode?)JsonValue.Create(detector.Publish(
            Coerce.Number(step!["now"])!.Value, DrawdownStateWord.Parse(Coerce.Text(step["state"])), 60, 3)))]);
    }

    [Vector("router-risk/nav_jump")]
    public static JsonNode? Jump(JsonNode? input)
    {
        NavAnomalyLimits limits = NavAnomalyLimits.Of(input);
        double previous = double.NaN;
        var results = new JsonArray();
        foreach (JsonNode? node in (JsonArray)input!["navs"]!)
        {
            double nav = Coerce.Number(node) ?? double.NaN;
            NavJump? jump = NavJump.Detect(limits, previous, nav);
            results.Add(jump is null ? null : new JsonObject { ["old"] = jump.Old, ["new"] = jump.New, ["pct"] = jump.Pct });
            previous = nav;
        }

        return results;
    }
}
