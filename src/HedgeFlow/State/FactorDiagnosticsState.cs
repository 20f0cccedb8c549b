using System.Text.Json.Serialization;
using HedgeFlow.Serialization;

namespace HedgeFlow.State;

/// <summary>
/// <c>factor_diagnostics.json</c>: one cross-section of factor readings, how the factors move together, what each earned for its
/// risk, and the weights that follow. Reflective: nothing executes on it. Source: factor contract, factor diagnostics.
/// </summary>
public sealed record FactorDiagnosticsState
{
    public static StateSurface<FactorDiagnosticsState> Surface { get; } =
        new("factor_diagnostics", "factor_diagnostics.json", FactorDiagnosticsStateJson.Default.FactorDiagnosticsState);

    /// <summary>Instant of the run, epoch seconds UTC.</summary>
    [Finite]
    public required double UpdatedTs { get; init; }

    /// <summary><c>SYMBOL:DIRECTION</c> → configured factors as they were read, missing ones 0.</summary>
    [SchemaOf(typeof(RawRow), Map = true)]
    public required FactorTable RawFactors { get; init; }

    /// <summary><c>SYMBOL:DIRECTION</c> → normalised factors.</summary>
    [SchemaOf(typeof(Row), Map = true)]
    public required FactorTable PerSymbol { get; init; }

    /// <summary>Factor → coefficients of the normalisation.</summary>
    public required IReadOnlyDictionary<string, FactorCoefficients> NormalizationCoeffs { get; init; }

    /// <summary>Null only without any row.</summary>
    public required CovarianceBlock? Covariance { get; init; }

    /// <summary>Null while orthogonalisation is off, or its method unknown.</summary>
    public required OrthogonalBlock? Orthogonalized { get; init; }

    /// <summary>Factor → information ratio.</summary>
    public required IReadOnlyDictionary<string, double> FactorIr { get; init; }

    /// <summary>Factor → smoothed weight; empty while weighting is off.</summary>
    public required IReadOnlyDictionary<string, double> Weights { get; init; }

    /// <summary>The same weights with what they were found from.</summary>
    public required FactorWeightsBlock FactorWeights { get; init; }

    /// <summary>The flag of the configuration.</summary>
    public required bool OrthogonalizationEnabled { get; init; }

    /// <summary>The flag of the configuration.</summary>
    public required bool AutoWeightingEnabled { get; init; }

    public required AttributionBlock PnlAttribution { get; init; }

    public required ConfigEcho Config { get; init; }

    /// <summary>A row of <see cref="RawFactors"/>.</summary>
    public sealed record RawRow(IReadOnlyDictionary<string, double> Factors, string Direction, string Regime);

    /// <summary>A row of <see cref="PerSymbol"/>.</summary>
    public sealed record Row(IReadOnlyDictionary<string, double> Factors, string Direction);

    /// <param name="Factors">Order of rows and columns.</param>
    /// <param name="CovarianceMatrix">Sample covariance of the normalised values.</param>
    /// <param name="CorrelationMatrix">1 on the diagonal; 0 beside a factor that does not move.</param>
    /// <param name="FactorVols">Factor → standard deviation.</param>
    /// <param name="LookbackDays">As configured.</param>
    public sealed record CovarianceBlock(
        IReadOnlyList<string> Factors,
        IReadOnlyList<IReadOnlyList<double>> CovarianceMatrix,
        IReadOnlyList<IReadOnlyList<double>> CorrelationMatrix,
        IReadOnlyDictionary<string, double> FactorVols,
        int LookbackDays);

    /// <param name="PerSymbol">Symbol → factor → value without what earlier factors explain; the last row of a symbol.</param>
    /// <param name="Norms">Factor → length of what is left of it.</param>
    /// <param name="DotProducts">Factor → factor → product of their columns.</param>
    /// <param name="Degenerate">Factors of which nothing is left, in factor order.</param>
    public sealed record OrthogonalBlock(
        [property: SchemaOf(typeof(IReadOnlyDictionary<string, double>), Map = true)] FactorTable PerSymbol,
        IReadOnlyDictionary<string, double> Norms,
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> DotProducts,
        IReadOnlyList<string> Degenerate);

    /// <param name="WindowDays">As configured.</param>
    /// <param name="ByFactor">Factor → attributed PnL in USD; empty without attributed trades.</param>
    /// <param name="FactorIr">Factor → information ratio; left out without rows.</param>
    /// <param name="Weights">Factor → weight; left out without rows.</param>
    /// <param name="OrthogonalizedSummary">Only where columns were orthogonalised.</param>
    public sealed record AttributionBlock(
        int WindowDays,
        IReadOnlyDictionary<string, double> ByFactor,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, double>? FactorIr = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, double>? Weights = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] OrthogonalSummary? OrthogonalizedSummary = null);

    /// <summary>The part of <see cref="OrthogonalBlock"/> that is per factor.</summary>
    public sealed record OrthogonalSummary(IReadOnlyList<string> Degenerate, IReadOnlyDictionary<string, double> Norms);

    /// <summary>The settings that the run used.</summary>
    public sealed record ConfigEcho(
        bool Enabled,
        IReadOnlyList<string> Factors,
        string NormalizationMode,
        double MaxAbsZscore,
        int CovarianceLookbackDays,
        int PnlAttributionLookbackDays);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(FiniteDoubleConverter)])]
[JsonSerializable(typeof(FactorDiagnosticsState))]
[JsonSerializable(typeof(FactorDiagnosticsState.RawRow))]
[JsonSerializable(typeof(FactorDiagnosticsState.Row))]
internal sealed partial class FactorDiagnosticsStateJson : JsonSerializerContext;
