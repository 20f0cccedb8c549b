using System.Numerics;

namespace HedgeFlow.Stages.Executor.Gate;

/// <summary>
/// The distinct raw reasons of a decision in rule order, held as one bit per rule: several rules may share a reason
/// (<c>symbol_cap</c>), which is listed once. Allocates nothing until a list is asked for.
/// </summary>
public readonly record struct GateReasons(uint Hits)
{
    private static readonly string[] Names =
    [
        "kill_switch_on", "restricted_symbol", "non_prod_env_guard", "symbol_not_in_universe", "nav_stale", "portfolio_dd_circuit",
        "correlation_cap", "portfolio_var_limit", "position_cvar_limit", "already_in_trade", "not_whitelisted", "nav_drawdown_limit",
        "day_loss_limit", "min_notional", "symbol_cap", "max_position_usd", "symbol_cap", "symbol_cap", "side_blocked",
        "leverage_exceeded", "effective_leverage_exceeded", "cooldown", "circuit_breaker", "burst_limit", "trade_gt_equity_cap",
        "max_trade_nav_pct", "portfolio_cap", "max_concurrent", "tier_cap", "risk_engine_error",
    ];

    public bool Any => Hits != 0;

    /// <summary>The first reason in rule order, or null.</summary>
    public string? First => Hits == 0 ? null : Names[BitOperations.TrailingZeroCount(Hits)];

    public bool Has(GateRule rule) => (Hits & (1u << (int)rule)) != 0;

    /// <summary>The raw reason a rule gives.</summary>
    public static string NameOf(GateRule rule) => Names[(int)rule];

    public GateReasons With(GateRule rule) => new(Hits | (1u << (int)rule));

    /// <summary>Distinct reasons in rule order.</summary>
    public string[] ToArray()
    {
        var reasons = new List<string>(BitOperations.PopCount(Hits));
        for (uint left = Hits; left != 0; left &= left - 1)
        {
            string name = Names[BitOperations.TrailingZeroCount(left)];
            if (!reasons.Contains(name))
            {
                reasons.Add(name);
            }
        }

        return [.. reasons];
    }
}
