using System.Text.Json.Serialization;

namespace HedgeFlow.State;

/// <summary>
/// <c>risk_snapshot.json</c>: how much the book risks and how careful it has to be, and the execution health of every symbol.
/// Keys ending in <c>_pct</c> are fractions, except <c>dd_today_pct</c>. Source: state contract, risk_snapshot; risk contract, risk snapshot.
/// </summary>
public sealed record RiskSnapshotState
{
    public static StateSurface<RiskSnapshotState> Surface { get; } =
        new("risk_snapshot", "risk_snapshot.json", RiskSnapshotStateJson.Default.RiskSnapshotState);

    /// <summary>Time of the build, epoch seconds; kept when the same build is published again.</summary>
    [Finite]
    public required double UpdatedTs { get; init; }

    public required string UpdatedAt { get; init; }

    /// <summary>USD; 0 before the first NAV.</summary>
    [Finite]
    public required double Nav { get; init; }

    [Finite]
    public double NavTotal => Nav;

    /// <summary>OK, WARN, DEFENSIVE or HALTED.</summary>
    public required string RiskMode { get; init; }

    public required string RiskModeReason { get; init; }

    /// <summary>0..1.</summary>
    [Finite]
    public required double RiskModeScore { get; init; }

    public required DdStateBlock DdState { get; init; }

    /// <summary>The drawdown of <see cref="DdState"/> with its state.</summary>
    public DrawdownCopy Drawdown => new(DdState.State, DdState.Drawdown);

    public double? DdFrac => DdPct;

    public double? DailyLossFrac => DailyLossPct;

    public double? DdPct => DdState.Drawdown.DdPct;

    public double? DailyLossPct => DdState.Drawdown.DailyLoss.Pct;

    public double? PortfolioDdPct => CircuitBreaker.CurrentDdPct;

    public required BreakerBlock CircuitBreaker { get; init; }

    public required AnomaliesBlock Anomalies { get; init; }

    public required VarBlock Var { get; init; }

    public required CvarBlock Cvar { get; init; }

    /// <summary>Name → share of NAV in the group.</summary>
    public required IReadOnlyDictionary<string, GroupBlock> CorrelationGroups { get; init; }

    /// <summary>Effectiveness of the router over all symbols.</summary>
    public required RouterStatsBlock RouterStats { get; init; }

    public required TpSlBlock TpSlRegistry { get; init; }

    public required NavHealth NavHealth { get; init; }

    public string? AtrRegime => Atr.AtrRegime;

    public required AtrSummary Atr { get; init; }

    public double? FeePnlRatio => FeePnl.FeePnlRatio;

    public required FeePnlBlock FeePnl { get; init; }

    public required ConfigMetaBlock RiskConfigMeta { get; init; }

    /// <summary>One per symbol of the universe, ascending; empty before the first build.</summary>
    public required IReadOnlyList<SymbolHealth> Symbols { get; init; }

    /// <summary>Drawdown machine and severity.</summary>
    public sealed record DdStateBlock
    {
        /// <summary>NORMAL, DRAWDOWN, RECOVERY or UNKNOWN.</summary>
        public required string State { get; init; }

        public required string PreviousState { get; init; }

        /// <summary>normal, cautious or defensive.</summary>
        public required string DdState { get; init; }

        /// <summary>Newest changes of state, epoch seconds, oldest first.</summary>
        public required IReadOnlyList<double> Transitions { get; init; }

        public required DrawdownBlock Drawdown { get; init; }
    }

    /// <summary>Drawdown from the peak; fraction and USD.</summary>
    public sealed record DrawdownBlock(double? DdPct, double? DdAbs, double? PeakNav, double? Nav, DailyLossBlock DailyLoss)
    {
        public double? Peak => PeakNav;
    }

    /// <summary>Loss since the peak of the day; fraction and USD.</summary>
    public sealed record DailyLossBlock(double? Pct, double? DailyPeak, double? Nav);

    /// <summary>The drawdown block with the state put first.</summary>
    public sealed record DrawdownCopy
    {
        public DrawdownCopy(string state, DrawdownBlock drawdown)
        {
            State = state;
            DdPct = drawdown.DdPct;
            DdAbs = drawdown.DdAbs;
            PeakNav = drawdown.PeakNav;
            Nav = drawdown.Nav;
            DailyLoss = drawdown.DailyLoss;
        }

        public string State { get; }

        public double? DdPct { get; }

        public double? DdAbs { get; }

        public double? PeakNav { get; }

        public double? Peak => PeakNav;

        public double? Nav { get; }

        public DailyLossBlock DailyLoss { get; }
    }

    /// <summary>Circuit breaker of the portfolio drawdown; fractions, null = off or unknown.</summary>
    public sealed record BreakerBlock(double? MaxPortfolioDdNavPct, bool Active, double? CurrentDdPct);

    /// <summary>Only what is raised appears.</summary>
    public sealed record AnomaliesBlock
    {
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public NavJumpBlock? NavJump { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public bool? VarLimitBreach { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public bool? CvarLimitBreach { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public bool? DdFlap { get; init; }
    }

    /// <summary>USD, fraction.</summary>
    public sealed record NavJumpBlock(double Old, double New, double Pct);

    /// <summary>Null metrics when switched off or without NAV.</summary>
    public sealed record VarBlock
    {
        /// <summary>USD.</summary>
        public required double? PortfolioVarUsd { get; init; }

        public required double? PortfolioVarNavPct { get; init; }

        [Finite]
        public required double MaxPortfolioVarNavPct { get; init; }

        public required bool WithinLimit { get; init; }

        /// <summary>Yearly, fraction of NAV.</summary>
        public required double? PortfolioVolatility { get; init; }

        [Finite]
        public required double Confidence { get; init; }

        /// <summary>Symbols with a usable history.</summary>
        public required int NAssets { get; init; }
    }

    public sealed record CvarBlock
    {
        /// <summary>Symbols held; empty when switched off or without NAV.</summary>
        public required IReadOnlyDictionary<string, SymbolCvar> PerSymbol { get; init; }

        [Finite]
        public required double MaxPositionCvarNavPct { get; init; }

        [Finite]
        public required double Confidence { get; init; }
    }

    /// <summary>Fractions of NAV.</summary>
    public sealed record SymbolCvar(double? CvarNavPct, double Limit, bool WithinLimit);

    /// <summary>Fractions of NAV.</summary>
    public sealed record GroupBlock(double GrossNavPct, double MaxGroupNavPct);

    /// <summary>Ratios 0..1, slippage in bps; null without samples.</summary>
    public sealed record RouterStatsBlock
    {
        public double? MakerFillRatio { get; init; }

        public double? FallbackRatio { get; init; }

        [JsonPropertyName("slip_q25")]
        public double? SlipQ25 { get; init; }

        [JsonPropertyName("slip_q50")]
        public double? SlipQ50 { get; init; }

        [JsonPropertyName("slip_q75")]
        public double? SlipQ75 { get; init; }

        [JsonPropertyName("slip_q95")]
        public double? SlipQ95 { get; init; }

        public int SampleCount { get; init; }

        /// <summary>good, ok, degraded or broken.</summary>
        public string? Quality { get; init; }
    }

    /// <summary>Positions against the levels known for them.</summary>
    public sealed record TpSlBlock(int NumPositions, int NumRegistryEntries)
    {
        public bool RegistryMismatch => NumPositions > 0 && NumRegistryEntries == 0;
    }

    /// <summary>Fees against PnL of the last days, USD; no ratio while the PnL is about 0.</summary>
    public sealed record FeePnlBlock(double? FeePnlRatio, double? Fees, double? Pnl, double WindowDays);

    /// <summary>The limits behind the snapshot; fractions, null = off.</summary>
    public sealed record ConfigMetaBlock(bool TestnetOverridesActive, double? MaxNavDrawdownPct, double? DailyLossLimitPct);
}
