using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.Serialization;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Publish;

/// <summary>Gathers the KPIs from the other surfaces; missing parts are null. Source: state contract, KPI assembly.</summary>
public static class KpiBuilder
{
    /// <param name="input">Documents.</param>
    /// <param name="now">Epoch seconds.</param>
    public static KpisV7State Build(KpiInput input, double now)
    {
        ArgumentNullException.ThrowIfNull(input);
        string iso = IsoTime.Format(now) ?? "";
        KpiNav nav = Nav(input.Nav, now);
        KpiRisk risk = Risk(input.Risk);
        KpiRouter router = KpiRouterBlock.Of(input.Router, input.Risk?["router_stats"] as JsonObject);
        var fees = input.Risk?["fee_pnl"] as JsonObject;
        return new KpisV7State
        {
            UpdatedAt = iso,
            UpdatedTs = now,
            Portfolio = new KpiPortfolio(
                nav.NavTotal, risk.DrawdownPct, Number(input.Risk?["var"], "portfolio_var_nav_pct"), WorstCvar(input.Risk)),
            Nav = nav,
            Risk = risk,
            Router = router,
            Performance = new KpiPerformance(Expectancy(input.Expectancy), SharpeState(input.Risk)),
            Symbols = Symbols(input.Risk),
            Fx = input.UsdZar is { } rate ? new KpiFx(rate, iso) : null,
            RouterStats = new KpiRouterStats
            {
                MakerFillRate = router.MakerFillShare,
                FallbackRatio = router.FallbackRatio,
                SlipQ25Bps = router.SlipQ25Bps,
                SlipQ50Bps = router.SlipQ50Bps,
                SlipQ75Bps = router.SlipQ75Bps,
                Quality = router.PolicyQuality,
            },
            FeePnl = new KpiFeePnl(
                risk.FeePnlRatio, Coerce.Number(fees?["fees"]), Coerce.Number(fees?["pnl"]), Coerce.Number(fees?["window_days"])),
        };
    }

    /// <summary>As above, with the figures of every open position.</summary>
    public static KpisV7State Build(KpiInput input, double now, ReadOnlySpan<PositionRow> positions)
    {
        KpisV7State kpis = Build(input, now);
        return kpis with { PerSymbol = PerSymbol(positions, kpis.Nav.NavTotal, kpis.Symbols) };
    }

    private static KpiNav Nav(JsonObject? nav, double now)
    {
        double? updated = IsoTime.Parse(nav?["updated_at"]) ?? IsoTime.Parse(nav?["ts"]) ?? IsoTime.Parse(nav?["updated_ts"]);
        double? age = Coerce.First(nav, "nav_age_s", "age_s", "age") ?? now - updated;
        age = age is { } seconds ? Math.Max(0, seconds) : null;
        return new KpiNav(
            Coerce.First(nav, "nav_total", "nav", "nav_usd", "total_equity"),
            age,
            age,
            updated,
            Coerce.Boolean(nav?["sources_ok"]),
            Number(nav?["aum"], "total"));
    }

    private static KpiRisk Risk(JsonObject? risk)
    {
        var state = risk?["dd_state"] as JsonObject;
        var atr = risk?["atr"] as JsonObject;
        return new KpiRisk(
            Label(state?["dd_state"]) ?? Label(state?["state"]) ?? Label(risk?["dd_state"]),
            Label(atr?["atr_regime"]) ?? Label(risk?["atr_regime"]),
            Number(risk?["fee_pnl"], "fee_pnl_ratio") ?? Coerce.Number(risk?["fee_pnl_ratio"]),
            Number(risk?["drawdown"], "dd_pct") ?? Number(state?["drawdown"], "dd_pct"),
            Coerce.First(atr, "atr_ratio", "median_ratio"));
    }

    private static double? WorstCvar(JsonObject? risk)
    {
        double? worst = null;
        foreach (KeyValuePair<string, JsonNode?> symbol in (risk?["cvar"] as JsonObject)?["per_symbol"] as JsonObject ?? [])
        {
            if (Number(symbol.Value, "cvar_nav_pct") is { } value && !(value <= worst))
            {
                worst = value;
            }
        }

        return worst;
    }

    private static double? Expectancy(JsonObject? state)
    {
        if (Coerce.First(state, "expectancy", "expectancy_usd") is { } total)
        {
            return total;
        }

        double weighted = 0;
        double count = 0;
        foreach (KeyValuePair<string, JsonNode?> symbol in state?["symbols"] as JsonObject ?? [])
        {
            if (Number(symbol.Value, "count") is > 0 and { } trades && Number(symbol.Value, "expectancy") is { } value)
            {
                weighted += value * trades;
                count += trades;
            }
        }

        return count > 0 ? weighted / count : null;
    }

    private static string? SharpeState(JsonObject? risk)
    {
        foreach (JsonNode? row in risk?["symbols"] as JsonArray ?? [])
        {
            if (row is JsonObject symbol && Label((symbol["risk"] as JsonObject)?["sharpe_state"]) is { } state)
            {
                return state;
            }
        }

        return null;
    }

    private static OrderedDictionary<string, KpiSymbol> Symbols(JsonObject? risk)
    {
        var symbols = new OrderedDictionary<string, KpiSymbol>(StringComparer.Ordinal);
        foreach (JsonNode? node in risk?["symbols"] as JsonArray ?? [])
        {
            if (node is JsonObject row && Coerce.Symbol(row["symbol"]) is { Length: > 0 } symbol)
            {
                var state = row["risk"] as JsonObject;
                var vol = row["vol"] as JsonObject;
                symbols[symbol] = new KpiSymbol(
                    symbol, Label(state?["dd_state"]), Coerce.Number(state?["dd_today_pct"]), Coerce.Number(vol?["atr_ratio"]), Label(vol?["atr_regime"]));
            }
        }

        foreach (JsonNode? node in (risk?["atr"] as JsonObject)?["symbols"] as JsonArray ?? [])
        {
            if (node is JsonObject row && Coerce.Symbol(row["symbol"]) is { Length: > 0 } symbol && !symbols.ContainsKey(symbol))
            {
                symbols[symbol] = new KpiSymbol(
                    symbol, Label(row["dd_state"]), Coerce.Number(row["dd_today_pct"]), Coerce.First(row, "atr_ratio", "median_ratio"), Label(row["atr_regime"]));
            }
        }

        return symbols;
    }

    private static OrderedDictionary<string, KpiPosition> PerSymbol(
        ReadOnlySpan<PositionRow> positions, double? nav, IReadOnlyDictionary<string, KpiSymbol> symbols)
    {
        var sums = new OrderedDictionary<string, (double Pnl, double Cost, double Notional)>(StringComparer.Ordinal);
        foreach (ref readonly PositionRow row in positions)
        {
            (double pnl, double cost, double notional) = sums.TryGetValue(row.Symbol, out (double, double, double) sum) ? sum : default;
            sums[row.Symbol] = (pnl + row.Unrealized, cost + Math.Abs(row.Qty) * row.Entry, notional + row.Notional);
        }

        var result = new OrderedDictionary<string, KpiPosition>(StringComparer.Ordinal);
        foreach ((string symbol, (double pnl, double cost, double notional)) in sums)
        {
            KpiSymbol? state = symbols.GetValueOrDefault(symbol);
            result[symbol] = new KpiPosition(
                pnl, cost > 0 ? pnl / cost : null, nav is > 0 ? notional / nav : null,
                state?.DdState, state?.DdTodayPct, state?.AtrRatio, state?.AtrRegime);
        }

        return result;
    }

    private static double? Number(JsonNode? parent, string key) => parent is JsonObject map ? Coerce.Number(map[key]) : null;

    private static string? Label(JsonNode? node) => Coerce.Text(node) is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;
}
