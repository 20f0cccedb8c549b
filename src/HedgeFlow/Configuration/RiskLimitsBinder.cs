using System.Collections.Frozen;
using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Configuration;

/// <summary>Typed limits of a normalised <c>risk_limits.json</c>.</summary>
internal static class RiskLimitsBinder
{
    public static RiskLimits Bind(JsonObject root, bool testnetOverridesActive)
    {
        var global = (JsonObject)root["global"]!;
        return new RiskLimits
        {
            Document = root,
            NavFreshnessSeconds = Or(global["nav_freshness_seconds"], 90),
            FailClosedOnNavStale = !global.ContainsKey("fail_closed_on_nav_stale") || Coerce.Flag(global["fail_closed_on_nav_stale"]),
            DailyLossLimit = Positive(global, "daily_loss_limit_pct"),
            MaxNavDrawdown = Positive(global, "max_nav_drawdown_pct"),
            DrawdownAlert = Coerce.Number(global["drawdown_alert_pct"]),
            MaxTradeNav = Positive(global, "max_trade_nav_pct"),
            TradeEquityNav = Positive(global, "trade_equity_nav_pct", "equity_nav_pct", "equity_clamp_nav_pct"),
            SymbolNotionalShareCap = Positive(global, "symbol_notional_share_cap_pct"),
            MaxGrossExposure = Positive(global, "max_portfolio_gross_nav_pct", "max_gross_nav_pct", "max_gross_exposure_pct"),
            MaxConcurrentPositions = Count(global["max_concurrent_positions"]),
            MaxLeverage = Positive(global, "max_leverage"),
            MaxEffectiveLeverage = Positive(global, "max_effective_leverage"),
            MinNotional = Positive(global, "min_notional_usdt"),
            Whitelist = Symbols(global["whitelist"]) is { Count: > 0 } whitelist ? whitelist : null,
            ErrorCircuit = Window(global["error_circuit"], "max_errors"),
            BurstLimit = Window(global["burst_limit"], "max_orders"),
            DdFlapWindowMinutes = Or(global["dd_flap_window_minutes"], 60),
            DdFlapMaxTransitions = global.ContainsKey("dd_flap_max_transitions") ? Count(global["dd_flap_max_transitions"]) : 3,
            Tiers = Tiers(global["tiers"] as JsonObject),
            ResetTimezone = Coerce.Text(root["reset_timezone"])?.Trim() is { Length: > 0 } zone ? zone : "UTC",
            QuoteSymbols = [.. ((JsonArray)root["quote_symbols"]!).Select(quote => Coerce.Text(quote) ?? "")],
            RestrictedSymbols = Symbols(root["restricted_symbols"]),
            PerSymbol = ((JsonObject)root["per_symbol"]!).ToFrozenDictionary(e => e.Key, e => Symbol((JsonObject)e.Value!), StringComparer.Ordinal),
            RequireDryRun = Coerce.Flag((root["non_prod"] as JsonObject)?["require_dry_run"]),
            MaxPortfolioDrawdown = Positive((JsonObject)root["circuit_breakers"]!, "max_portfolio_dd_nav_pct"),
            NavAnomalies = NavAnomalyLimits.Of(root),
            TestnetOverridesActive = testnetOverridesActive,
        };
    }

    private static SymbolLimits Symbol(JsonObject limits) => new()
    {
        MaxNavShare = Positive(limits, "max_nav_pct", "symbol_notional_share_cap_pct"),
        MinNotional = Positive(limits, "min_notional"),
        MaxOrderNotional = Positive(limits, "max_order_notional"),
        MaxPositionUsd = Positive(limits, "max_position_usd"),
        MaxLeverage = Coerce.Number(limits["max_leverage"]),
        MaxOpenQty = Coerce.Number(limits["max_open_qty"]),
        CooldownSeconds = Positive(limits, "cooldown_sec"),
        BlockedSides = Texts(limits["block_sides"]).Select(OrderSideText.Normalize).ToFrozenSet(StringComparer.Ordinal),
    };

    private static FrozenDictionary<string, double> Tiers(JsonObject? tiers)
    {
        var shares = new Dictionary<string, double>(StringComparer.OrdinalIgnoreCase);
        foreach (KeyValuePair<string, JsonNode?> tier in tiers ?? [])
        {
            if (tier.Value is JsonObject limits && Positive(limits, "per_symbol_nav_pct") is > 0 and var share)
            {
                shares[tier.Key.Trim()] = share;
            }
        }

        return shares.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    private static WindowLimit Window(JsonNode? block, string key) =>
        block is JsonObject map ? new WindowLimit(Count(map[key]), Positive(map, "window_sec")) : default;

    private static FrozenSet<string> Symbols(JsonNode? list) =>
        Texts(list).Select(text => text.Trim().ToUpperInvariant()).ToFrozenSet(StringComparer.Ordinal);

    private static IEnumerable<string> Texts(JsonNode? list) => list is JsonArray array ? array.Select(Coerce.Text).OfType<string>() : [];

    private static double Positive(JsonObject map, params ReadOnlySpan<string> keys) => Coerce.FirstPositive(map, keys) ?? 0;

    private static double Or(JsonNode? node, double other) => Coerce.Number(node) is > 0 and { } number ? number : other;

    private static int Count(JsonNode? node) => (int)Math.Clamp(Math.Truncate(Coerce.Number(node) ?? 0), 0, int.MaxValue);
}
