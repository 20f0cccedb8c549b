using HedgeFlow.State;

namespace HedgeFlow.Stages.Intel.Factors;

/// <summary>
/// A factor run: normalise, covariance, orthogonalise, ratios, weights, attribution. Pure: everything comes in, one surface comes
/// out. Source: factor contract, snapshot.
/// </summary>
public static class FactorDiagnostics
{
    private static readonly OrderedDictionary<string, double> None = new(StringComparer.Ordinal);

    /// <summary>The surface of a run; null when nothing is to be published: switched off, or no readings.</summary>
    /// <param name="config">The settings.</param>
    /// <param name="vectors">Readings; the last of a key counts where rows are shown, all count in statistics.</param>
    /// <param name="pnl">Attributed USD per factor; null or empty = the readings themselves decide.</param>
    /// <param name="previous">Weights of the run before.</param>
    /// <param name="now">Epoch seconds UTC.</param>
    public static FactorDiagnosticsState? Compute(
        FactorDiagnosticsConfig config,
        IReadOnlyList<FactorVector> vectors,
        OrderedDictionary<string, double>? pnl,
        IReadOnlyDictionary<string, double>? previous,
        double now)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(vectors);
        return config.Enabled && vectors.Count > 0 ? Build(config, vectors, pnl, previous, now) : null;
    }

    /// <summary>As <see cref="Compute"/>, but the empty shape when there is nothing to publish.</summary>
    public static FactorDiagnosticsState Snapshot(
        FactorDiagnosticsConfig config,
        IReadOnlyList<FactorVector> vectors,
        OrderedDictionary<string, double>? pnl,
        IReadOnlyDictionary<string, double>? previous,
        double now) => Compute(config, vectors, pnl, previous, now) ?? Empty(config, pnl, now);

    /// <summary>The shape without readings.</summary>
    public static FactorDiagnosticsState Empty(FactorDiagnosticsConfig config, OrderedDictionary<string, double>? pnl, double now)
    {
        ArgumentNullException.ThrowIfNull(config);
        return new FactorDiagnosticsState
        {
            UpdatedTs = now,
            RawFactors = FactorTable.Empty,
            PerSymbol = FactorTable.Empty,
            NormalizationCoeffs = new OrderedDictionary<string, FactorCoefficients>(),
            Covariance = null,
            Orthogonalized = null,
            FactorIr = None,
            Weights = None,
            FactorWeights = new FactorWeightsBlock(None, null, None),
            OrthogonalizationEnabled = config.Orthogonalization.Enabled,
            AutoWeightingEnabled = config.AutoWeighting.Enabled,
            PnlAttribution = new FactorDiagnosticsState.AttributionBlock(config.PnlAttributionLookbackDays, pnl ?? None),
            Config = Echo(config),
        };
    }

    private static FactorDiagnosticsState Build(
        FactorDiagnosticsConfig config,
        IReadOnlyList<FactorVector> vectors,
        OrderedDictionary<string, double>? pnl,
        IReadOnlyDictionary<string, double>? previous,
        double now)
    {
        FactorNames factors = config.Factors;
        FactorMatrix raw = FactorMatrix.Of(vectors, factors);
        FactorMatrix normal = FactorNormalizer.Normalize(raw, config.NormalizationMode, config.MaxAbsZscore, out FactorCoefficients[] coefficients);
        FactorCovariance covariance = FactorCovariance.Of(normal);
        OrthogonalFactors? orthogonal = config.Orthogonalization.Applies ? OrthogonalFactors.Of(normal) : null;
        OrderedDictionary<string, double> volatilities = factors.Map(covariance.Volatilities);
        OrderedDictionary<string, double> ratios = FactorRatios.Choose(
            FactorRatios.OfPnl(pnl ?? None, volatilities), FactorRatios.OfVectors(normal));
        FactorWeightsBlock weights = config.AutoWeighting.Enabled
            ? FactorWeights.Build(config.AutoWeighting, factors, volatilities, ratios, previous, now)
            : new FactorWeightsBlock(None, null, ratios);
        FactorDiagnosticsState.OrthogonalBlock? orthogonalBlock = orthogonal is null ? null : FactorBlocks.Orthogonal(orthogonal, vectors);
        string[] keys = [.. vectors.Select(vector => vector.Key)];
        string[] directions = [.. vectors.Select(vector => vector.Direction)];
        return new FactorDiagnosticsState
        {
            UpdatedTs = now,
            RawFactors = new FactorTable(factors.All, keys, raw.Values, directions, [.. vectors.Select(vector => vector.Regime)]),
            PerSymbol = new FactorTable(factors.All, keys, normal.Values, directions),
            NormalizationCoeffs = FactorBlocks.Coefficients(factors, coefficients),
            Covariance = FactorBlocks.Covariance(covariance, volatilities, config.CovarianceLookbackDays),
            Orthogonalized = orthogonalBlock,
            FactorIr = ratios,
            Weights = weights.Weights,
            FactorWeights = weights,
            OrthogonalizationEnabled = config.Orthogonalization.Enabled,
            AutoWeightingEnabled = config.AutoWeighting.Enabled,
            PnlAttribution = new FactorDiagnosticsState.AttributionBlock(
                config.PnlAttributionLookbackDays,
                pnl ?? None,
                ratios,
                weights.Weights,
                orthogonalBlock is null
                    ? null
                    : new FactorDiagnosticsState.OrthogonalSummary(orthogonalBlock.Degenerate, orthogonalBlock.Norms)),
            Config = Echo(config),
        };
    }

    private static FactorDiagnosticsState.ConfigEcho Echo(FactorDiagnosticsConfig config) => new(
        config.Enabled,
        config.Factors.All,
        config.NormalizationMode,
        config.MaxAbsZscore,
        config.CovarianceLookbackDays,
        config.PnlAttributionLookbackDays);
}
