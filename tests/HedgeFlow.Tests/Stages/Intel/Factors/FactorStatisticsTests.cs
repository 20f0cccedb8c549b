using FsCheck;
using FsCheck.Fluent;
using HedgeFlow.Domain;
using HedgeFlow.Stages.Intel.Factors;
using HedgeFlow.State;

namespace HedgeFlow.Tests.Stages.Intel.Factors;

[TestClass]
public sealed class FactorStatisticsTests
{
    [TestMethod]
    public void A_live_column_that_was_not_clamped_has_mean_zero_and_deviation_one() =>
        Prop.ForAll(AnyFactors.Table(2).ToArbitrary(), table =>
        {
            FactorMatrix normal = Normalize(table, out FactorCoefficients[] coefficients);
            for (int column = 0; column < normal.Columns; column++)
            {
                double[] values = normal.Column(column).ToArray();
                if (Spread(table, column) <= 1e-7 || values.Any(value => Math.Abs(value) >= 3))
                {
                    continue;
                }

                Assert.AreEqual(0, values.Average(), 1e-6);
                Assert.AreEqual(1, Math.Sqrt(values.Sum(value => value * value) / values.Length), 1e-6);
                Assert.AreEqual(table.Average(row => row[column]), coefficients[column].Mean, 1e-6);
            }
        }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void Covariance_is_symmetric_and_positive_and_correlations_are_at_most_one() =>
        Prop.ForAll(AnyFactors.Table(2).ToArbitrary(), table =>
        {
            FactorMatrix normal = Normalize(table, out _);
            FactorCovariance covariance = FactorCovariance.Of(normal);
            for (int i = 0; i < normal.Columns; i++)
            {
                Assert.AreEqual(1, covariance.Correlation(i)[i], 1e-12);
                Assert.IsGreaterThanOrEqualTo(0, covariance.Covariance(i)[i]);
                for (int j = 0; j < normal.Columns; j++)
                {
                    Assert.AreEqual(covariance.Covariance(j)[i], covariance.Covariance(i)[j]);
                    Assert.IsLessThanOrEqualTo(1 + 1e-12, Math.Abs(covariance.Correlation(i)[j]));
                    Assert.AreEqual(Covariance(normal, i, j), covariance.Covariance(i)[j], 1e-9);
                }
            }

            // xᵀCx is a variance for every x.
            var random = new SeededRandom((ulong)table.Length);
            for (int trial = 0; trial < 20; trial++)
            {
                double[] x = [.. Enumerable.Range(0, normal.Columns).Select(_ => random.NextBetween(-1, 1))];
                double form = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    for (int j = 0; j < x.Length; j++)
                    {
                        form += x[i] * x[j] * covariance.Covariance(i)[j];
                    }
                }

                Assert.IsGreaterThanOrEqualTo(-1e-9, form);
            }
        }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void Orthogonal_columns_are_independent_never_longer_and_degenerate_exactly_when_nothing_is_left() =>
        Prop.ForAll(AnyFactors.Table(1).ToArbitrary(), table =>
        {
            FactorMatrix normal = Normalize(table, out _);
            OrthogonalFactors orthogonal = OrthogonalFactors.Of(normal);
            for (int i = 0; i < normal.Columns; i++)
            {
                double norm = orthogonal.Norms[i];
                Assert.IsLessThanOrEqualTo(Norm(normal, i) * (1 + 1e-12) + 1e-12, norm);
                Assert.AreEqual(norm <= 1e-9, orthogonal.IsDegenerate(i));
                Assert.AreEqual(orthogonal.IsDegenerate(i) ? 0 : norm * norm, orthogonal.Dots(i)[i], 1e-9);
                for (int j = 0; j < i; j++)
                {
                    if (norm > 1e-6 && orthogonal.Norms[j] > 1e-6)
                    {
                        Assert.AreEqual(0, orthogonal.Dots(i)[j], 1e-9 * normal.Rows);
                    }
                }
            }
        }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void The_first_live_column_keeps_its_values()
    {
        FactorMatrix matrix = AnyFactors.Matrix([[0, 1, 4], [0, 2, 4], [0, 4, 5]]);
        OrthogonalFactors orthogonal = OrthogonalFactors.Of(matrix);
        Assert.IsTrue(orthogonal.IsDegenerate(0));
        CollectionAssert.AreEqual(matrix.Column(1).ToArray(), orthogonal.Columns.Column(1).ToArray());
    }

    [TestMethod]
    public void The_order_of_the_rows_changes_nothing_that_is_per_factor() =>
        Prop.ForAll(AnyFactors.Table(1).Zip(Gen.Choose(0, int.MaxValue)).ToArbitrary(), input =>
        {
            (double[][] table, int seed) = input;
            if (Enumerable.Range(0, table[0].Length).Any(column => Noisy(table, column)))
            {
                return;
            }

            double[][] other = [.. table];
            Shuffle(other, seed);
            FactorDiagnosticsState first = Run(table);
            FactorDiagnosticsState second = Run(other);
            foreach (string factor in first.Covariance!.Factors)
            {
                Near(first.NormalizationCoeffs[factor].Mean, second.NormalizationCoeffs[factor].Mean);
                Near(first.NormalizationCoeffs[factor].Std, second.NormalizationCoeffs[factor].Std);
                Near(first.Covariance.FactorVols[factor], second.Covariance!.FactorVols[factor]);
                Near(first.FactorIr[factor], second.FactorIr[factor]);
                Near(first.Weights[factor], second.Weights[factor]);
                Near(first.Orthogonalized!.Norms[factor], second.Orthogonalized!.Norms[factor]);
            }
        }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void Reordered_factors_reorder_the_covariance()
    {
        double[][] table = [[1, 5, 2], [2, 1, 2], [4, 4, 7], [3, 0, 1]];
        FactorCovariance forward = FactorCovariance.Of(Normalize(table, out _));
        FactorCovariance backward = FactorCovariance.Of(Normalize([.. table.Select(row => row.Reverse().ToArray())], out _));
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                Assert.AreEqual(forward.Covariance(i)[j], backward.Covariance(2 - i)[2 - j], 1e-12);
            }
        }
    }

    [TestMethod]
    public void Columns_are_summed_alike_whatever_their_length_modulo_the_lanes()
    {
        var random = new SeededRandom(7);
        for (int rows = 1; rows < 40; rows++)
        {
            double[][] table = [.. Enumerable.Range(0, rows).Select(_ => new[] { random.NextNormal(), random.NextNormal() })];
            FactorMatrix matrix = AnyFactors.Matrix(table);
            FactorNormalizer.Normalize(matrix, "none", 3, out FactorCoefficients[] coefficients);
            Assert.AreEqual(table.Average(row => row[0]), coefficients[0].Mean, 1e-12);
            Assert.AreEqual(Spread(table, 1), coefficients[1].Std, 1e-12 + (rows == 1 ? 1 : 0));
            Assert.AreEqual(table.Sum(row => row[1] * row[1]), Math.Pow(OrthogonalFactors.Of(AnyFactors.Matrix([.. table.Select(row => new[] { row[1] })])).Norms[0], 2), 1e-12);
        }
    }

    /// <summary>A spread so small against the values that the last digit of the mean is a visible part of it.</summary>
    private static bool Noisy(double[][] table, int column) =>
        Spread(table, column) is > 1e-10 and var spread && spread < 1e-6 * table.Max(row => Math.Abs(row[column]));

    private static void Near(double expected, double actual) => Assert.AreEqual(expected, actual, 1e-7 * Math.Max(1, Math.Abs(expected)));

    private static FactorMatrix Normalize(double[][] table, out FactorCoefficients[] coefficients) =>
        FactorNormalizer.Normalize(AnyFactors.Matrix(table), "zscore", 3, out coefficients);

    private static FactorDiagnosticsState Run(double[][] table) => FactorDiagnostics.Snapshot(
        FactorDiagnosticsConfig.Default with
        {
            Factors = AnyFactors.Names(table[0].Length),
            Orthogonalization = new OrthogonalizationSettings(true),
            AutoWeighting = new AutoWeightingSettings(true),
        },
        AnyFactors.Vectors(table),
        null,
        null,
        0);

    private static double Spread(double[][] table, int column)
    {
        double mean = table.Average(row => row[column]);
        return Math.Sqrt(table.Average(row => (row[column] - mean) * (row[column] - mean)));
    }

    private static double Covariance(FactorMatrix matrix, int i, int j)
    {
        double[] a = matrix.Column(i).ToArray();
        double[] b = matrix.Column(j).ToArray();
        return a.Zip(b, (x, y) => (x - a.Average()) * (y - b.Average())).Sum() / (a.Length - 1);
    }

    private static double Norm(FactorMatrix matrix, int column) => Math.Sqrt(matrix.Column(column).ToArray().Sum(value => value * value));

    private static void Shuffle<T>(T[] items, int seed)
    {
        var random = new SeededRandom((ulong)seed);
        for (int i = items.Length - 1; i > 0; i--)
        {
            int other = random.NextIndex(i + 1);
            (items[i], items[other]) = (items[other], items[i]);
        }
    }
}
