using System.Globalization;
using HedgeFlow.Domain;
using HedgeFlow.Stages.Intel.Factors;

namespace HedgeFlow.Perf.Measure;

/// <summary>Generated factor readings: 12 factors that share a common part, so that their correlations are not zero.</summary>
internal sealed class FactorRows
{
    public const int Factors = 12;

    private readonly FactorNames _names = FactorNames.Of(Enumerable.Range(0, Factors).Select(i => string.Create(CultureInfo.InvariantCulture, $"f{i:D2}")));

    public FactorRows(int rows)
    {
        var random = new SeededRandom(50);
        var vectors = new FactorVector[rows];
        for (int row = 0; row < rows; row++)
        {
            double common = random.NextNormal();
            var cells = new double[Factors];
            for (int i = 0; i < Factors; i++)
            {
                cells[i] = (0.3 * common) + random.NextNormal();
            }

            vectors[row] = new FactorVector(ReferenceInputs.Symbol(row), "LONG", "normal", 0.5, _names, cells);
        }

        Vectors = vectors;
        Config = FactorDiagnosticsConfig.Default with
        {
            Factors = _names,
            Orthogonalization = new OrthogonalizationSettings(true, OrthogonalizationSettings.GramSchmidt),
            AutoWeighting = new AutoWeightingSettings() with { Enabled = true },
        };
    }

    public IReadOnlyList<FactorVector> Vectors { get; }

    public FactorDiagnosticsConfig Config { get; }

    /// <summary>Centre, covariance and Gram–Schmidt; true when the result is what such rows must give.</summary>
    public bool Statistics(FactorMatrix raw)
    {
        FactorMatrix normal = FactorNormalizer.Normalize(raw, Config.NormalizationMode, Config.MaxAbsZscore, out _);
        var covariance = FactorCovariance.Of(normal);
        var orthogonal = OrthogonalFactors.Of(normal);
        return covariance.Correlation(0)[1] is > 0.02 and < 0.2 && !orthogonal.IsDegenerate(Factors - 1) && Math.Abs(orthogonal.Dots(0)[1]) < 1e-6;
    }
}
