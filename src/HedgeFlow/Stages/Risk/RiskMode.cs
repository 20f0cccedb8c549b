using HedgeFlow.Serialization;

namespace HedgeFlow.Stages.Risk;

/// <summary>How careful the book has to be: OK, WARN, DEFENSIVE or HALTED, why, and a score of 0..1.</summary>
public sealed record RiskMode(string Mode, string Reason, double Score)
{
    public const string Ok = "OK";
    public const string Warn = "WARN";
    public const string Defensive = "DEFENSIVE";
    public const string Halted = "HALTED";

    private const double MaxNavAgeSeconds = 90;

    /// <summary>The first condition that holds decides. Source: risk contract, risk mode.</summary>
    public static RiskMode Judge(in RiskModeInputs inputs)
    {
        if (inputs.ConfigLoadFailed)
        {
            return new RiskMode(Halted, "risk_config_load_failed", 1);
        }

        if (inputs.SourcesOk is false)
        {
            return new RiskMode(Halted, "nav_sources_unavailable", 1);
        }

        if (inputs.NavAgeSeconds is > MaxNavAgeSeconds and { } age)
        {
            return new RiskMode(Halted, $"nav_stale_age={DecimalRounding.Fixed(age, 0)}s", 1);
        }

        if (inputs.DdFrac is >= 0.30 and { } drawdown)
        {
            return new RiskMode(Defensive, $"drawdown_high_dd_frac={DecimalRounding.Fixed(drawdown, 4)}", 1);
        }

        if (inputs.DailyLossFrac is >= 0.10 and { } loss)
        {
            return new RiskMode(Defensive, $"daily_loss_high_frac={DecimalRounding.Fixed(loss, 4)}", 1);
        }

        if (inputs.RouterDegraded)
        {
            return new RiskMode(Warn, "router_degraded", 0.5);
        }

        if (inputs.MakerFirstDisabled > 5)
        {
            return new RiskMode(Warn, $"maker_first_disabled_cycles={inputs.MakerFirstDisabled}", 0.5);
        }

        return inputs.FallbackRatio is > 0.5 and { } fallback
            ? new RiskMode(Warn, $"high_fallback_ratio={DecimalRounding.Fixed(fallback, 2)}", 0.5)
            : new RiskMode(Ok, "all_systems_healthy", 0);
    }

    /// <summary>The mode when it could not be judged: nothing may be traded on it.</summary>
    public static RiskMode Failed(Exception failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return new RiskMode(Halted, $"computation_error: {failure.GetType().Name}", 1);
    }
}
