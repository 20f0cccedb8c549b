using System.Text.Json.Nodes;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Intel;
using HedgeFlow.Stages.Intel.Allocator;
using HedgeFlow.Stages.Intel.Autotune;
using HedgeFlow.Stages.Intel.Expectancy;
using HedgeFlow.Stages.Intel.Factors;
using HedgeFlow.Stages.Intel.Momentum;
using HedgeFlow.Stages.Intel.Scores;
using HedgeFlow.State;

namespace HedgeFlow.Perf.Measure;

/// <summary>
/// The components of one intel run over the reference inputs, each callable by itself on what the components before it made, and
/// each checked against what the inputs say.
/// </summary>
internal sealed class IntelBench
{
    public const string LoadTrades = "load trades";
    public const string LoadMetrics = "load metrics";
    public const string Expectancy = "expectancy";
    public const string Scores = "scores";
    public const string Autotune = "autotune";
    public const string Allocator = "allocator";
    public const string Factors = "factor build";
    public const string Momentum = "momentum";

    private const double Now = ReferenceInputs.Now;
    private const double LookbackHours = IntelOptions.LookbackHours;

    private readonly int _symbols;
    private readonly int _closes;
    private readonly ExpectancyWindow _window = new();
    private readonly JsonObject _routerHealth;
    private readonly double _drawdown;
    private readonly AllocatorCaps _caps;
    private readonly FactorDiagnosticsConfig _factorConfig;
    private readonly RvMomentumConfig _momentumConfig;
    private readonly RvBaskets _baskets;
    private readonly Dictionary<string, CandleSeries> _candles = new(StringComparer.Ordinal);
    private IReadOnlyList<TradeRecord> _trades = [];
    private IReadOnlyList<RouterMetricRow> _metrics = [];
    private ExpectancyV6State? _expectancy;
    private ExpectancyView _expectancyView = ExpectancyView.None;
    private RouterView _router = RouterView.None;
    private SymbolScoresV6State? _scores;
    private ScoresView _scoresView = ScoresView.None;
    private RouterPolicySuggestionsV6State? _policies;
    private PolicyView _policyView = PolicyView.None;
    private RiskAllocationSuggestionsV6State? _allocation;
    private FactorDiagnosticsState? _factors;
    private RvMomentumState? _momentum;

    /// <param name="symbols">Symbols of the book.</param>
    /// <param name="rows">Rows of each log.</param>
    public IntelBench(int symbols, int rows = 2000)
    {
        _symbols = symbols;
        JsonObject[] orders = ReferenceInputs.Orders(symbols, rows);
        Array.ForEach(orders, _window.AddOrderRow);
        Array.ForEach(ReferenceInputs.Metrics(symbols, rows), row => _window.AddMetricRow(row));
        _closes = orders.Skip(Math.Max(0, rows - ExpectancyWindow.RowLimit)).Count(row => Coerce.Number(row["realizedPnlUsd"]) is { } pnl and not 0);
        _routerHealth = ReferenceInputs.RouterHealth(symbols);
        _drawdown = AllocatorRiskMode.Drawdown(ReferenceInputs.RiskSnapshot(symbols));
        _caps = AllocatorCaps.Read(ReferenceInputs.Pairs(symbols), new JsonObject());
        JsonNode strategy = JsonNodes.Parse(File.ReadAllBytes(Path.Combine(Workplace.Repository, "config", "strategy_config.json")))!;
        _factorConfig = FactorDiagnosticsConfig.Load(strategy, out _)!;
        _momentumConfig = RvMomentumConfig.Load(strategy, out _)!;
        _baskets = RvBaskets.Load(Baskets(symbols), out _)!;
        var random = new SeededPrices();
        for (int i = 0; i < symbols; i++)
        {
            CandleSeries series = CandleSeries.Empty;
            for (int bar = 0; bar < _momentumConfig.LookbackBars; bar++)
            {
                series = series.With(Now - 3600.0 * (_momentumConfig.LookbackBars - bar), random.Next(), _momentumConfig.LookbackBars);
            }

            _candles.Add(ReferenceInputs.Symbol(i), series);
        }

        Components =
        [
            (LoadTrades, RunLoadTrades, () => _trades.Count == _closes),
            (LoadMetrics, RunLoadMetrics, () => _metrics.Count == Math.Min(rows, ExpectancyWindow.RowLimit)),
            (Expectancy, RunExpectancy, IsExpectancyRight),
            (Scores, RunScores, AreScoresRight),
            (Autotune, RunAutotune, IsAutotuneRight),
            (Allocator, RunAllocator, IsAllocationRight),
            (Factors, RunFactors, AreFactorsRight),
            (Momentum, RunMomentum, IsMomentumRight),
        ];
        foreach ((_, Action run, _) in Components)
        {
            run();
        }
    }

    /// <summary>Name, the work, and whether its last result is right; in the order of a run.</summary>
    public IReadOnlyList<(string Name, Action Run, Func<bool> IsRight)> Components { get; }

    /// <summary>All components, one after the other: what a run costs.</summary>
    public void RunAll()
    {
        foreach ((_, Action run, _) in Components)
        {
            run();
        }
    }

    private void RunLoadTrades() => _trades = _window.Trades(Now, LookbackHours);

    private void RunLoadMetrics() => _metrics = _window.Metrics(Now, LookbackHours);

    private void RunExpectancy()
    {
        _expectancy = ExpectancyBuilder.Build(JoinedTrade.Join(_trades, RouterMetricRow.ByAttempt(_metrics)), LookbackHours, Now, []);
        _expectancyView = ExpectancyView.Of(_expectancy);
    }

    private void RunScores()
    {
        _router = RouterView.Merged(_routerHealth);
        _scores = SymbolScoresBuilder.Build(_expectancyView, _router, 0.35, Now);
        _scoresView = ScoresView.Of(_scores);
    }

    private void RunAutotune()
    {
        _policies = RouterAutotune.Build(_router, _expectancyView, _scoresView, AutotuneBounds.Default, null, RouterAutotune.LookbackDays(_expectancyView), Now);
        _policyView = PolicyView.Of(_policies);
    }

    private void RunAllocator() =>
        _allocation = FeedbackAllocator.Build(_expectancyView, _scoresView, _policyView, _caps, 100_000, _drawdown, null, Now);

    private void RunFactors() =>
        _factors = FactorDiagnostics.Compute(_factorConfig, FactorVectors.FromScores(_scores), null, null, Now);

    private void RunMomentum() => _momentum = RvMomentumStep.Compute(_momentumConfig, _baskets, _candles).ToState(Now);

    private bool IsExpectancyRight() => _expectancy is { } state
        && state.SampleCount == _closes
        && state.Symbols.Values.Sum(stats => stats.Count) == _closes
        && state.Hours.Values.Sum(stats => stats.Count) == _closes
        && Near(state.Symbols.Values.Sum(stats => stats.AvgReturn!.Value * stats.Count), _trades.Sum(trade => trade.PnlUsd));

    private bool AreScoresRight() => _scores is { } state
        && state.Symbols.Count == _symbols
        && state.Symbols.Zip(state.Symbols.Skip(1)).All(pair => pair.First.Score >= pair.Second.Score)
        && state.Symbols.All(row => row.Score is >= 0 and <= 1);

    private bool IsAutotuneRight() => _policies is { } state
        && state.Symbols.Count == _symbols
        && state.Symbols.All(row => Math.Abs(row.ProposedPolicy.TakerBias - row.CurrentPolicy.TakerBias) <= 0.05 + 1e-9)
        && state.Symbols.Any(row => row.ProposedPolicy != row.CurrentPolicy);

    private bool IsAllocationRight() => _allocation is { } state
        && state.Symbols.Count == _symbols
        && Math.Abs(state.Symbols.Sum(row => row.SuggestedWeight) - 0.9) <= 1e-6 * _symbols;

    private bool AreFactorsRight() => _factors is { } state
        && state.RawFactors.Count == _symbols
        && Near(state.Weights.Values.Sum(), 1);

    private bool IsMomentumRight() => _momentum is { } state
        && state.PerSymbol.Count == _symbols
        && state.PerSymbol.Values.Any(row => row.Score > 0.1)
        && state.PerSymbol.Values.All(row => Math.Abs(row.Score) <= 1);

    private static bool Near(double left, double right) => Math.Abs(left - right) <= 1e-6 * Math.Max(1, Math.Abs(right));

    /// <summary>A third of the symbols in each of the scored baskets, so that every symbol is loaded.</summary>
    private static JsonObject Baskets(int symbols)
    {
        JsonArray Third(int rest) => [.. Enumerable.Range(0, symbols).Where(i => i % 3 == rest).Select(i => (JsonNode?)ReferenceInputs.Symbol(i))];
        return new JsonObject
        {
            ["pairs"] = new JsonObject { ["btc_vs_eth"] = new JsonObject { ["long"] = ReferenceInputs.Symbol(0), ["short"] = ReferenceInputs.Symbol(1) } },
            ["baskets"] = new JsonObject { ["l1"] = Third(0), ["alts"] = Third(1), ["meme"] = Third(2) },
        };
    }

    /// <summary>A walk of closes; the reference has no figure for momentum, so any prices will do as long as they repeat.</summary>
    private sealed class SeededPrices
    {
        private Domain.SeededRandom _random = new(49);
        private double _price = 100;

        public double Next() => _price *= 1 + (0.01 * (_random.NextUnit() - 0.5));
    }
}
