namespace HedgeFlow.Stages.Executor.Gate;

/// <summary>Canonical names of veto reasons, those of older files included. Source: risk contract, veto records.</summary>
public static class VetoReasons
{
    public const string Unknown = "unknown";

    /// <summary>Trimmed; blank is <c>unknown</c>, a name that is not listed stays itself.</summary>
    public static string Canonical(string? reason) => reason?.Trim() switch
    {
        null or "" => Unknown,
        "kill_switch_triggered" => "kill_switch",
        "below_min_notional" => "min_notional",
        "exceeds_per_trade_cap" => "per_trade_cap",
        "exceeds_leverage_cap" or "leverage_exceeded" => "leverage_cap",
        "exceeds_open_notional_cap" => "open_notional_cap",
        "too_many_positions" => "position_limit",
        "daily_loss_limit" or "day_loss_limit" => "daily_loss",
        "trade_gt_max_trade_nav_pct" or "trade_gt_10pct_equity" or "trade_gt_equity_cap" or "max_trade_nav_pct" => "max_trade_nav",
        "max_gross_nav_pct" => "portfolio_cap",
        "not_whitelisted" => "whitelist",
        { } other => other,
    };
}
