using System.Text.Json.Nodes;
using HedgeFlow.Domain;
using HedgeFlow.State;

namespace HedgeFlow.Stages.Intel.Factors;

/// <summary>
/// The factor part of an intel run: attribution of the window's trades, then diagnostics of the newest readings, or of this run's
/// scores where the feed brings no readings. The weights stay in memory and go to a cache for the next start. A run without a
/// result leaves the file of an earlier one as it is; where this process has not written one yet, the empty shape is written.
/// Source: factor contract, data flow.
/// </summary>
/// <param name="carriedWeights">Content of <c>cache/factor_weights.json</c>; null at a first start.</param>
/// <param name="log">Told once of every configuration that is rejected.</param>
/// <param name="pnlSurface">Write <c>factor_pnl.json</c> too.</param>
public sealed class FactorDiagnosticsStep(JsonNode? carriedWeights = null, Action<string>? log = null, bool pnlSurface = false) : IIntelStep
{
    private static readonly FactorDiagnosticsConfig Rejected = FactorDiagnosticsConfig.Default with { Enabled = false };

    private readonly FactorReadings _readings = new();
    private readonly AttributionWindow _trades = new();

    // Only runs touch these, and runs come one at a time.
    private IReadOnlyDictionary<string, double>? _weights = CarriedWeights.Read(carriedWeights);
    private readonly WeightHistory _history = new(carriedWeights);
    private FactorDiagnosticsConfig? _config;
    private IntelConfig? _configOf;
    private bool _written;

    public string Name => "factor_diagnostics";

    public void Seed(JsonObject orderRow) => _trades.Add(orderRow, null);

    public void Observe(OrderFact fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        switch (fact.Kind)
        {
            case FeedKind.Factors:
                _readings.Add(fact.Payload);
                break;
            case FeedKind.OrderAck or FeedKind.OrderFill or FeedKind.OrderClose or FeedKind.OrderError:
                _trades.Add(fact.Payload, fact.Ts);
                break;
            default:
                break;
        }
    }

    public Action<IntelPass> Prepare(double now)
    {
        IReadOnlyList<FactorVector> readings = _readings.Rows();
        IReadOnlyList<AttributionTrade> trades = _trades.All();
        return pass => Run(pass, readings, trades);
    }

    private void Run(IntelPass pass, IReadOnlyList<FactorVector> readings, IReadOnlyList<AttributionTrade> trades)
    {
        FactorDiagnosticsConfig? config = Config(pass.Config);
        try
        {
            if (config is not null)
            {
                OrderedDictionary<string, double>? pnl = Attribute(pass, config, trades);
                IReadOnlyList<FactorVector> vectors = readings.Count > 0 ? readings : FactorVectors.FromScores(pass.Scores);
                if (FactorDiagnostics.Compute(config, vectors, pnl, _weights, pass.Now) is { } state)
                {
                    Publish(pass, state);
                }
            }
        }
        finally
        {
            if (!_written)
            {
                pass.Add(FactorDiagnosticsState.Surface.With(FactorDiagnostics.Empty(config ?? Rejected, null, pass.Now)));
                _written = true;
            }
        }
    }

    /// <summary>The PnL per factor of this run; null when no trade was attributed.</summary>
    private OrderedDictionary<string, double>? Attribute(IntelPass pass, FactorDiagnosticsConfig config, IReadOnlyList<AttributionTrade> trades)
    {
        int days = config.PnlAttributionLookbackDays;
        FactorPnl attributed = FactorPnl.Of(AttributionWindow.Recent(trades, pass.Now, days), config.Factors, days);
        FactorPnlState state = attributed.ToState(pass.Now);
        if (pnlSurface)
        {
            pass.Add(FactorPnlState.Surface.With(state));
        }

        if (attributed.TradeCount == 0)
        {
            return null;
        }

        var pnl = new OrderedDictionary<string, double>(StringComparer.Ordinal);
        foreach (KeyValuePair<string, double> amount in state.ByFactor)
        {
            if (double.IsFinite(amount.Value))
            {
                pnl[amount.Key] = amount.Value;
            }
        }

        return pnl;
    }

    private void Publish(IntelPass pass, FactorDiagnosticsState state)
    {
        pass.Add(FactorDiagnosticsState.Surface.With(state));
        pass.Add(new CacheDocument(FactorWeightsCache.Cache, new FactorWeightsCache(state.UpdatedTs, state.Weights, _history.With(state.UpdatedTs, state.Weights))));
        _weights = state.Weights.Count > 0 ? state.Weights : null;
        _written = true;
    }

    private FactorDiagnosticsConfig? Config(IntelConfig config)
    {
        if (!ReferenceEquals(config, _configOf))
        {
            _configOf = config;
            _config = FactorDiagnosticsConfig.Load(config.Strategy, out string? fault);
            if (fault is not null)
            {
                log?.Invoke($"factor diagnostics are off: {fault}");
            }
        }

        return _config;
    }
}
