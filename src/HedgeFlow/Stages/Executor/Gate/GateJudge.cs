using HedgeFlow.Configuration;
using HedgeFlow.Stages.Risk;

namespace HedgeFlow.Stages.Executor.Gate;

/// <summary>The accumulating rules of the gate over one intent. Lives on the stack.</summary>
internal readonly ref struct GateJudge
{
    private readonly ref readonly GateRequest _request;
    private readonly ref GateDecision _decision;
    private readonly GateBook _book;
    private readonly GateRules _rules;
    private readonly RiskLimits _limits;
    private readonly SymbolLimits _symbol;
    private readonly GateState _state;
    private readonly double _now;
    private readonly string _side;

    public GateJudge(in GateRequest request, GateBook book, GateRules rules, GateState state, double now, ref GateDecision decision)
    {
        _request = ref request;
        _decision = ref decision;
        _book = book;
        _rules = rules;
        _limits = rules.Limits;
        _symbol = rules.Limits.Of(request.Symbol);
        _state = state;
        _now = now;
        _side = OrderSideText.Normalize(request.Side);
    }

    private double Notional => _decision.Notional;

    /// <summary>Stale NAV, portfolio drawdown.</summary>
    public void Nav()
    {
        double threshold = TradingNavFreshness.Threshold(_limits.NavFreshnessSeconds);
        bool fresh = TradingNavFreshness.IsFresh(_book.NavAgeSeconds, _book.NavSourcesOk, threshold);
        bool stops = TradingNavFreshness.Stops(fresh, _limits.FailClosedOnNavStale, _book.Testnet);
        _decision.NavStaleTolerated = !fresh && !stops;
        Hit(GateRule.NavStale, stops);
        _decision.BreakerActive = _limits.MaxPortfolioDrawdown > 0 && _book.PortfolioDrawdown >= _limits.MaxPortfolioDrawdown;
        Hit(GateRule.PortfolioDrawdownCircuit, _decision.BreakerActive);
    }

    /// <summary>Correlation groups, VaR of what is open, CVaR of the order.</summary>
    public void Portfolio()
    {
        IReadOnlyList<CorrelationGroup> groups = _rules.Groups.Groups;
        for (int i = 0; i < groups.Count; i++)
        {
            if (!groups[i].Symbols.Contains(_request.Symbol))
            {
                continue;
            }

            double share = CorrelationExposure.AfterOrder(groups[i], _book.Positions.Span, _decision.Nav, _request.Symbol, Notional);
            if (share > groups[i].MaxGroupNav)
            {
                _decision.GroupIndex = i;
                _decision.GroupNavPct = share;
                Hit(GateRule.CorrelationCap, true);
                break;
            }
        }

        if (_rules.Advanced.Var.Enabled && _decision.Nav > 0)
        {
            _decision.PortfolioVarNavPct = _book.Var.Compute(_book.Positions.Span, _decision.Nav).Var.NavPct;
            Hit(GateRule.PortfolioVarLimit, _decision.PortfolioVarNavPct > _rules.Advanced.Var.MaxPortfolioVarNav);
        }

        if (_rules.Advanced.Cvar.Enabled && _decision.Nav > 0)
        {
            _decision.PositionCvarNavPct = _book.Returns.Cvar(_request.Symbol, Math.Abs(Notional), _decision.Nav).CvarNavPct;
            Hit(GateRule.PositionCvarLimit, _decision.PositionCvarNavPct > _rules.Advanced.Cvar.MaxPositionCvarNav);
        }
    }

    /// <summary>A position in the symbol, the whitelist.</summary>
    public void Position()
    {
        foreach (ref readonly RiskPosition position in _book.Positions.Span)
        {
            if (position.Qty != 0 && position.Symbol == _request.Symbol)
            {
                _decision.PositionQty = position.Qty;
                Hit(GateRule.AlreadyInTrade, true);
                break;
            }
        }

        Hit(GateRule.NotWhitelisted, _limits.Whitelist is { } whitelist && !whitelist.Contains(_request.Symbol));
    }

    /// <summary>Drawdown and loss of the day. A gain of the day changes nothing.</summary>
    public void Losses()
    {
        DrawdownSnapshot drawdown = _book.Drawdown;
        double dayLoss = PreTradeGate.Zero(-_state.DailyPnl);
        _decision.Drawdown = Math.Max(PreTradeGate.Zero(drawdown.DdFrac), dayLoss);
        Hit(GateRule.NavDrawdownLimit, _limits.MaxNavDrawdown > 0 && drawdown.Usable && _decision.Drawdown >= _limits.MaxNavDrawdown);
        _decision.DailyLoss = Math.Max(double.IsFinite(drawdown.DailyLossFrac) ? drawdown.DailyLossFrac : _decision.Drawdown, dayLoss);
        Hit(GateRule.DayLossLimit, _limits.DailyLossLimit > 0 && _decision.DailyLoss >= _limits.DailyLossLimit);
    }

    /// <summary>Limits of the symbol and of the order in it.</summary>
    public void SymbolCaps()
    {
        double openQty = PreTradeGate.Zero(_request.OpenQty);
        _decision.MinNotional = Math.Max(_symbol.MinNotional, _limits.MinNotional);
        Hit(GateRule.MinNotional, Notional < _decision.MinNotional);
        Hit(GateRule.MaxOrderNotional, _symbol.MaxOrderNotional > 0 && Notional > _symbol.MaxOrderNotional);
        _decision.ExistingNotional = Math.Abs(openQty * PreTradeGate.Zero(_request.Price));
        Hit(GateRule.MaxPositionUsd, _symbol.MaxPositionUsd > 0 && _decision.ExistingNotional + Notional > _symbol.MaxPositionUsd);
        double share = _symbol.MaxNavShare > 0 ? _symbol.MaxNavShare : _limits.SymbolNotionalShareCap;
        _decision.SymbolNotionalCap = _decision.Nav * share;
        Hit(GateRule.SymbolShare, _decision.SymbolNotionalCap > 0
            && PreTradeGate.Zero(_request.SymbolGrossNotional) + Notional > _decision.SymbolNotionalCap);
        Hit(GateRule.MaxOpenQty, _symbol.MaxOpenQty is { } maxQty && _side == OrderSideText.Buy && openQty >= maxQty);
        Hit(GateRule.SideBlocked, _symbol.BlockedSides.Contains(_side));
        _decision.MaxLeverage = _symbol.MaxLeverage ?? _limits.MaxLeverage;
        Hit(GateRule.Leverage, _decision.MaxLeverage > 0 && PreTradeGate.Zero(_request.Leverage) > _decision.MaxLeverage);
        if (_decision.Nav > 0)
        {
            _decision.ProjectedLeverage = (PreTradeGate.Zero(_request.PortfolioGrossNotional) + Notional) / _decision.Nav;
            Hit(GateRule.EffectiveLeverage, _limits.MaxEffectiveLeverage > 0 && _decision.ProjectedLeverage > _limits.MaxEffectiveLeverage);
        }
    }

    /// <summary>Cooldown, errors, attempts.</summary>
    public void Pace()
    {
        _decision.LastFillTs = _state.LastFill(_request.Symbol);
        if (_symbol.CooldownSeconds > 0 && _decision.LastFillTs > 0 && _now < _decision.LastFillTs + _symbol.CooldownSeconds)
        {
            _decision.CooldownUntil = _decision.LastFillTs + _symbol.CooldownSeconds;
            Hit(GateRule.Cooldown, true);
        }

        WindowLimit errors = _limits.ErrorCircuit;
        Hit(GateRule.ErrorCircuit, errors.IsOn && _state.Errors.CountSince(errors.WindowSeconds, _now) >= errors.Max);
        WindowLimit burst = _limits.BurstLimit;
        Hit(GateRule.BurstLimit, burst.IsOn && _state.Attempts.CountSince(burst.WindowSeconds, _now) >= burst.Max);
    }

    /// <summary>Caps that are a share of NAV, and the number of positions.</summary>
    public void NavCaps()
    {
        double nav = _decision.Nav;
        Hit(GateRule.TradeEquityCap, nav > 0 && _limits.TradeEquityNav > 0 && Notional > nav * _limits.TradeEquityNav);
        Hit(GateRule.MaxTradeNav, nav > 0 && _limits.MaxTradeNav > 0 && Notional > nav * _limits.MaxTradeNav);
        Hit(GateRule.PortfolioCap, nav > 0 && _limits.MaxGrossExposure > 0
            && PreTradeGate.Zero(_request.PortfolioGrossNotional) + Notional > nav * _limits.MaxGrossExposure);
        Hit(GateRule.MaxConcurrent, _limits.MaxConcurrentPositions > 0 && _request.OpenPositionsCount >= _limits.MaxConcurrentPositions);
        if (_request.TierName is { Length: > 0 } tier && _limits.Tiers.TryGetValue(tier, out double share))
        {
            _decision.TierShare = share;
            Hit(GateRule.TierCap, nav > 0 && PreTradeGate.Zero(_request.TierGrossNotional) + Notional > nav * share);
        }
    }

    private void Hit(GateRule rule, bool hit)
    {
        if (hit)
        {
            _decision.Reasons = _decision.Reasons.With(rule);
        }
    }
}
