using System.Text.Json.Nodes;
using HedgeFlow.Stages.Intel.Allocator;
using HedgeFlow.Stages.Intel.Apply;
using HedgeFlow.Stages.Intel.Autotune;
using HedgeFlow.Stages.Intel.Expectancy;
using HedgeFlow.Stages.Intel.Scores;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Intel;

/// <summary>
/// The steps of a run on real data. It keeps what one run leaves for the next: the last routing suggestions, and the caps of the
/// configuration that is in force. Source: intel contract, data flow per refresh.
/// </summary>
public sealed class IntelChain(IntelOptions options, LatestSuggestions suggestions, Action<string, Exception>? onFault) : IIntelChain
{
    private IntelPass _pass = null!;
    private PolicyView _policies = PolicyView.None;
    private AllocatorCaps? _caps;
    private IntelConfig? _capsOf;

    private long _furtherFaults;

    /// <summary>Further steps that threw so far. Any thread.</summary>
    public long FurtherFaults => Interlocked.Read(ref _furtherFaults);

    /// <summary>The run that the next calls belong to.</summary>
    public void Begin(IntelPass pass) => _pass = pass;

    /// <summary>Routing suggestions of an earlier process, for an allocator that runs before the first autotune.</summary>
    public void Seed(JsonNode? routerPolicy) => _policies = PolicyView.Read(routerPolicy);

    public void Expectancy()
    {
        JoinedTrade[] trades = JoinedTrade.Join(_pass.Trades, RouterMetricRow.ByAttempt(_pass.Metrics));
        ExpectancyV6State state = ExpectancyBuilder.Build(
            trades, IntelOptions.LookbackHours, _pass.Now, ExpectancyBuilder.NavScalars(_pass.ReadNav()));
        _pass.Expectancy = state;
        _pass.ExpectancyView = ExpectancyView.Of(state);
        _pass.Add(ExpectancyV6State.Surface.With(state));
    }

    public void SymbolScores()
    {
        _pass.RouterView = _pass.ReadRouterHealth();
        double minForEmission = SymbolScoresBuilder.MinForEmission(_pass.Config.Strategy);
        // The surface itself is written by the stage, on every tick.
        _pass.Scores = SymbolScoresBuilder.Build(_pass.ExpectancyView, _pass.RouterView, minForEmission, _pass.Now);
        _pass.ScoresView = ScoresView.Of(_pass.Scores);
    }

    public void FurtherSteps()
    {
        foreach ((string name, Action<IntelPass> work) in _pass.FurtherWork)
        {
            try
            {
                work(_pass);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                Interlocked.Increment(ref _furtherFaults);
                onFault?.Invoke(name, e);
            }
        }
    }

    public void Autotune()
    {
        RouterPolicySuggestionsV6State state = RouterAutotune.Build(
            _pass.RouterView,
            _pass.ExpectancyView,
            _pass.ScoresView,
            AutotuneBounds.Read(_pass.Config.RiskLimits),
            null,
            RouterAutotune.LookbackDays(_pass.ExpectancyView),
            _pass.Now);
        _policies = PolicyView.Of(state);
        suggestions.Publish(state);
        _pass.RouterPolicy = state;
        _pass.Add(RouterPolicySuggestionsV6State.Surface.With(state));
    }

    public void Allocate()
    {
        RiskAllocationSuggestionsV6State state = FeedbackAllocator.Build(
            _pass.ExpectancyView,
            _pass.ScoresView,
            _policies,
            Caps(_pass.Config),
            _pass.EquityUsd,
            AllocatorRiskMode.Drawdown(_pass.RiskSnapshot),
            null,
            _pass.Now);
        suggestions.Publish(state);
        _pass.Allocation = state;
        _pass.Add(RiskAllocationSuggestionsV6State.Surface.With(state));
    }

    private AllocatorCaps Caps(IntelConfig config)
    {
        if (_caps is null || !ReferenceEquals(_capsOf, config))
        {
            _caps = AllocatorCaps.Read(config.PairsUniverse, config.RiskLimits, options.RequireEnabled);
            _capsOf = config;
        }

        return _caps;
    }
}
