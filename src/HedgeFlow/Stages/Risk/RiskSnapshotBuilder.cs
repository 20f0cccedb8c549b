using System.Text.Json.Nodes;
using HedgeFlow.Configuration;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Publish;
using HedgeFlow.Stages.Risk.Health;
using HedgeFlow.Stages.RouterMetric;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Risk;

/// <summary>
/// Puts a risk snapshot together from what the stage has gathered, in the order in which its parts depend on each other, and carries
/// what the next one compares with. Single-threaded. Source: risk contract, risk snapshot.
/// </summary>
internal sealed class RiskSnapshotBuilder(RiskOptions options, EquityPeaks equity, PortfolioVarModel model, SymbolFacts facts, SymbolHealthSection symbols)
{
    private const double NoPnl = 1e-9;

    private readonly PortfolioDrawdownMachine _machine = new();
    private readonly DrawdownFlapDetector _flap = new();
    private double _publishedNav = double.NaN;

    /// <summary>What the next run starts from.</summary>
    public RiskCarry Carry => new(_machine.State.ToWord(), _publishedNav, [.. _flap.Transitions]);

    /// <summary>Continues where an earlier run stopped.</summary>
    public void Restore(RiskCarry carry)
    {
        DrawdownState state = DrawdownStateWord.Parse(carry.State);
        _machine.Restore(state, carry.Nav);
        _flap.Restore(state, carry.Transitions);
        _publishedNav = carry.Nav;
    }

    public RiskSnapshotState Build(TickFrame frame, ReadOnlySpan<RiskPosition> positions, ConfigurationSet config, IReadOnlyCollection<string> universe, int tpSlEntries)
    {
        double now = frame.Now;
        RiskLimits limits = config.Limits;
        NavHealth health = Health(frame);
        DrawdownSnapshot drawdown = equity.Drawdown(
            health.SourcesOk, now, TradingNavFreshness.Threshold(limits.NavFreshnessSeconds), options.PeakStateMaxAgeSeconds);
        // The tick's own NAV, of whatever sign; without one the last known good.
        double current = double.IsFinite(frame.Equity) ? frame.Equity : equity.Nav;
        double nav = double.IsFinite(current) ? current : 0;
        PortfolioDrawdownStep step = _machine.Step(current, equity.History.Drawdown, limits.MaxPortfolioDrawdown);
        bool flapping = _flap.Publish(now, step.State, limits.DdFlapWindowMinutes, limits.DdFlapMaxTransitions);
        RiskSnapshotState.DrawdownBlock block = Block(drawdown);
        RiskMode mode = Mode(health, block, frame, limits);
        TailRiskSnapshot tail = TailRiskSnapshot.Compute(model, positions, nav);
        NavJump? jump = NavJump.Detect(limits.NavAnomalies, _publishedNav, current);
        IReadOnlyList<SymbolHealth> rows = symbols.Build(universe, frame.Router, mode.Mode, nav, now);
        _publishedNav = current;
        return new RiskSnapshotState
        {
            UpdatedTs = now,
            UpdatedAt = IsoTime.Format(now) ?? "",
            Nav = nav,
            RiskMode = mode.Mode,
            RiskModeReason = mode.Reason,
            RiskModeScore = mode.Score,
            DdState = new RiskSnapshotState.DdStateBlock
            {
                State = step.State.ToWord(),
                PreviousState = step.PreviousState.ToWord(),
                DdState = DrawdownLabel.Classify(block.DdPct, limits.DrawdownAlert, limits.MaxNavDrawdown),
                Transitions = [.. _flap.Transitions],
                Drawdown = block,
            },
            CircuitBreaker = new RiskSnapshotState.BreakerBlock(Limit(limits.MaxPortfolioDrawdown), step.BreakerActive, Finite(step.DrawdownFrac)),
            Anomalies = TailRiskBlocks.Anomalies(tail, jump, flapping),
            Var = TailRiskBlocks.Var(tail),
            Cvar = TailRiskBlocks.Cvar(tail),
            CorrelationGroups = Groups(config.Groups, positions, nav),
            RouterStats = RouterStats(frame.Router?.Overall),
            TpSlRegistry = new RiskSnapshotState.TpSlBlock(frame.Positions.Count, tpSlEntries),
            NavHealth = health,
            Atr = AtrRegimes.Summarize([.. rows.Select(row => row.Vol! with { Symbol = row.Symbol })]),
            FeePnl = FeePnl(universe),
            RiskConfigMeta = Meta(limits),
            Symbols = rows,
        };
    }

    /// <summary>The full shape without a build: nothing is known, nothing may be traded on it.</summary>
    public static RiskSnapshotState Envelope(double now, RiskMode mode, ConfigurationSet config)
    {
        ArgumentNullException.ThrowIfNull(config);
        var unknown = new RiskSnapshotState.DrawdownBlock(null, null, null, null, new RiskSnapshotState.DailyLossBlock(null, null, null));
        var tail = new TailRiskSnapshot(null, config.Advanced.Var, [], config.Advanced.Cvar);
        return new RiskSnapshotState
        {
            UpdatedTs = now,
            UpdatedAt = IsoTime.Format(now) ?? "",
            Nav = 0,
            RiskMode = mode.Mode,
            RiskModeReason = mode.Reason,
            RiskModeScore = mode.Score,
            DdState = new RiskSnapshotState.DdStateBlock
            {
                State = DrawdownState.Unknown.ToWord(),
                PreviousState = DrawdownState.Unknown.ToWord(),
                DdState = DrawdownLabel.Normal,
                Transitions = [],
                Drawdown = unknown,
            },
            CircuitBreaker = new RiskSnapshotState.BreakerBlock(Limit(config.Limits.MaxPortfolioDrawdown), false, null),
            Anomalies = new RiskSnapshotState.AnomaliesBlock(),
            Var = TailRiskBlocks.Var(tail),
            Cvar = TailRiskBlocks.Cvar(tail),
            CorrelationGroups = new Dictionary<string, RiskSnapshotState.GroupBlock>(),
            RouterStats = new RiskSnapshotState.RouterStatsBlock(),
            TpSlRegistry = new RiskSnapshotState.TpSlBlock(0, 0),
            NavHealth = NavFreshness.Of(null, now, null),
            Atr = AtrRegimes.Summarize([]),
            FeePnl = new RiskSnapshotState.FeePnlBlock(null, null, null, FillStatistics.WindowDays),
            RiskConfigMeta = Meta(config.Limits),
            Symbols = [],
        };
    }

    private NavHealth Health(TickFrame frame) => NavFreshness.Of(
        Finite(equity.NavTs), Finite(equity.Nav), double.IsFinite(frame.Equity) && frame.SourcesOk, null, frame.Now, options.NavFreshSeconds);

    private static RiskMode Mode(NavHealth health, RiskSnapshotState.DrawdownBlock drawdown, TickFrame frame, RiskLimits limits)
    {
        try
        {
            // The document is read only where nobody built it: as nodes it costs more than the whole snapshot.
            return RiskMode.Judge(frame.Router is { } router
                ? RiskModeInputs.Of(health, drawdown.DdPct, drawdown.DailyLoss.Pct, router.Document, limits.LoadFailed)
                : RiskModeInputs.Of(
                    new JsonObject { ["age_s"] = health.AgeS, ["sources_ok"] = health.SourcesOk },
                    drawdown.DdPct, drawdown.DailyLoss.Pct, frame.RouterHealth, limits.LoadFailed));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return RiskMode.Failed(e);
        }
    }

    private static RiskSnapshotState.DrawdownBlock Block(in DrawdownSnapshot drawdown)
    {
        if ((drawdown.StaleFlags & DrawdownStaleFlags.NavMissing) != 0)
        {
            return new(null, null, Limit(drawdown.PeakNav), null, new RiskSnapshotState.DailyLossBlock(null, null, null));
        }

        return new(
            Finite(drawdown.DdFrac), Finite(drawdown.DdAbs), Finite(drawdown.PeakNav), Finite(drawdown.Nav),
            new RiskSnapshotState.DailyLossBlock(Finite(drawdown.DailyLossFrac), Finite(drawdown.DailyPeak), Finite(drawdown.Nav)));
    }

    private static OrderedDictionary<string, RiskSnapshotState.GroupBlock> Groups(CorrelationGroups groups, ReadOnlySpan<RiskPosition> positions, double nav)
    {
        var blocks = new OrderedDictionary<string, RiskSnapshotState.GroupBlock>(StringComparer.Ordinal);
        foreach (CorrelationGroup group in groups.Groups)
        {
            blocks[group.Name] = new RiskSnapshotState.GroupBlock(CorrelationExposure.Of(group, positions, nav), group.MaxGroupNav);
        }

        return blocks;
    }

    private static RiskSnapshotState.RouterStatsBlock RouterStats(RouterEffectiveness? overall) => overall is null ? new() : new()
    {
        MakerFillRatio = overall.MakerFillRatio,
        FallbackRatio = overall.FallbackRatio,
        SlipQ25 = overall.SlipQ25,
        SlipQ50 = overall.SlipQ50,
        SlipQ75 = overall.SlipQ75,
        SlipQ95 = overall.SlipQ95,
        SampleCount = overall.SampleCount,
        Quality = RouterClassification.Quality(RouterReadings.Of(overall)),
    };

    private RiskSnapshotState.FeePnlBlock FeePnl(IReadOnlyCollection<string> universe)
    {
        double fees = 0;
        double pnl = 0;
        foreach (string symbol in universe)
        {
            FillStatisticsState fills = facts.Fills.For(symbol);
            fees += fills.Fees;
            pnl += fills.GrossRealized;
        }

        return new RiskSnapshotState.FeePnlBlock(
            Math.Abs(pnl) > NoPnl ? Finite(fees / Math.Abs(pnl)) : null, Finite(fees), Finite(pnl), FillStatistics.WindowDays);
    }

    private static RiskSnapshotState.ConfigMetaBlock Meta(RiskLimits limits) =>
        new(limits.TestnetOverridesActive, Limit(limits.MaxNavDrawdown), Limit(limits.DailyLossLimit));

    private static double? Limit(double value) => value > 0 && double.IsFinite(value) ? value : null;

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
