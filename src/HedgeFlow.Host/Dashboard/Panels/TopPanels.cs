using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.State;
using static HedgeFlow.Host.Dashboard.BoardData;

namespace HedgeFlow.Host.Dashboard.Panels;

/// <summary>What a desk looks at first: identity, flags, key figures, regimes. Source: services contract, single page.</summary>
internal static class TopPanels
{
    public static void Header(BoardData data, PanelView view)
    {
        JsonObject? probe = data.Document("v6_runtime_probe"), engine = data.Document("engine_metadata"), synced = data.Document("synced_state");
        string environment = Text(engine, "env") ?? Text(probe, "ENV") ?? "unknown";
        bool replay = Text(engine, "run_id") == "replay";
        bool? dryRun = probe is null ? null : Coerce.Flag(probe["DRY_RUN"]);
        bool testnet = Coerce.Flag(probe?["BINANCE_TESTNET"]);
        var badges = new JsonArray();
        view.Block(new JsonObject { ["kind"] = "badges", ["items"] = badges });
        view.AddBadges(badges, ("ENV " + environment, environment == "prod" ? "bad" : "neutral"));
        view.From(data, "v6_runtime_probe");
        if (replay)
        {
            view.AddBadges(badges, ("REPLAY", "warn"));
        }
        else
        {
            view.AddBadges(
                badges,
                (testnet ? "TESTNET" : probe is null ? "NET unknown" : "MAINNET", testnet ? "warn" : "neutral"),
                (dryRun is { } dry ? dry ? "DRY RUN" : "LIVE" : "RUN unknown", dryRun == false ? "warn" : "neutral"));
        }

        double? tick = Number(data.Document("nav"), "updated_ts") ?? Number(synced, "updated_ts");
        view.Own().Figures()
            .Add("Engine", Text(engine, "engine_version") ?? Text(probe, "engine_version") ?? Text(synced, "engine_version") ?? "unknown")
            .Add("Run", Text(engine, "run_id"))
            .Add("Last tick", tick, "age", data.Now - tick > 300 ? "bad" : "");
    }

    public static void Flags(BoardData data, PanelView view)
    {
        bool other = data.Reading("v6_runtime_probe").Error is not null && data.Reading("synced_state").Error is null;
        JsonObject? probe = other ? null : data.Document("v6_runtime_probe");
        var synced = At(data.Document("synced_state"), "v6_flags") as JsonObject;
        view.Badges(V6Flags.Names.Select(name =>
        {
            bool? value = Coerce.Boolean(probe?[name]) ?? Coerce.Boolean(At(probe, "flags." + name)) ?? Coerce.Boolean(synced?[name]);
            string label = name.Replace("_ENABLED", "", StringComparison.Ordinal).Replace("_V6", "", StringComparison.Ordinal).Replace('_', ' ');
            return ($"{label} {(value is { } on ? on ? "ON" : "OFF" : "n/a")}", value == true ? "good" : "neutral");
        }));
    }

    public static void Kpis(BoardData data, PanelView view)
    {
        JsonObject? nav = data.Pick("nav", "nav_state").Document, kpis = data.Document("kpis_v7"), risk = data.Document("risk_snapshot");
        double? value = Number(nav, "nav_total", "nav_usd", "nav"), gross = Number(nav, "gross_exposure_usd", "portfolio_gross_usd", "gross_exposure");
        double? exposure = value > 0 && gross is { } amount ? amount / value : null;
        string mode = Text(risk, "risk_mode") ?? "";
        view.Figures()
            .Add("NAV", value, "usd")
            .Add("AUM", Number(nav, "aum.total") ?? Number(kpis, "aum_total"), "usd")
            .Add("PnL today", Number(nav, "realized_pnl_today", "realized_pnl"), "pnlusd")
            .Add("Unrealised", Number(nav, "unrealized_pnl"), "pnlusd")
            .Add("Exposure", exposure, "frac")
            .Add("Drawdown", Number(nav, "drawdown_pct"), "pct", Number(nav, "drawdown_pct") > 5 ? "bad" : "")
            .From(data, "kpis_v7")
            .Add("ATR regime", Text(kpis, "atr_regime", "risk.atr_regime", "atr.atr_regime"))
            .From(data, "risk_snapshot")
            .Add("Risk mode", mode, mode switch { "OK" => "good", "WARN" or "DEFENSIVE" => "warn", "HALTED" => "bad", _ => "" });
    }

    public static void Regimes(BoardData data, PanelView view)
    {
        JsonObject? risk = data.Document("risk_snapshot");
        RegimeBadges words = RegimeBadges.Of(data.Document("vol_regimes"), risk, data.Document("router_health"), data.Strategy);
        var items = new JsonArray();
        view.Block(new JsonObject { ["kind"] = "badges", ["items"] = items });
        view.From(data, "vol_regimes").AddBadges(items, (words.Vol, Badges.Tone(words.Vol)));
        view.Own().AddBadges(items, (words.Drawdown, Badges.Tone(words.Drawdown)));
        view.From(data, "router_health").AddBadges(items, (words.Router, Badges.Tone(words.Router)));
        view.Own().AddBadges(items, (words.Risk, Badges.Tone(words.Risk)));
    }
}
