using FsCheck;
using FsCheck.Fluent;
using HedgeFlow.Stages.Intel.Factors;

namespace HedgeFlow.Tests.Stages.Intel.Factors;

/// <summary>Generators of factor rows: live, constant, repeated and near-constant columns.</summary>
internal static class AnyFactors
{
    public static FactorNames Names(int count) => FactorNames.Of(Enumerable.Range(0, count).Select(i => $"f{i}"));

    /// <summary>Rows × columns with between <paramref name="minRows"/> and 30 rows and 1 to 7 columns, some without any information.</summary>
    public static Gen<double[][]> Table(int minRows) =>
        from rows in Gen.Choose(minRows, 30)
        from columns in Gen.Choose(1, 7)
        from kinds in Gen.Choose(0, 9).ArrayOf(columns)
        from cells in Gen.Choose(-1000, 1000).ArrayOf(rows * columns)
        select Make(rows, columns, kinds, cells);

    public static IReadOnlyList<FactorVector> Vectors(double[][] table)
    {
        FactorNames names = Names(table.Length == 0 ? 0 : table[0].Length);
        return [.. table.Select((row, i) => new FactorVector($"S{i}", i % 3 == 0 ? "SHORT" : "LONG", "normal", 0.5, names, row))];
    }

    public static FactorMatrix Matrix(double[][] table) => FactorMatrix.Of(Vectors(table), Names(table.Length == 0 ? 0 : table[0].Length));

    private static double[][] Make(int rows, int columns, int[] kinds, int[] cells)
    {
        double[][] table = [.. Enumerable.Range(0, rows).Select(_ => new double[columns])];
        for (int column = 0; column < columns; column++)
        {
            for (int row = 0; row < rows; row++)
            {
                double cell = cells[row * columns + column] / 250.0;
                table[row][column] = kinds[column] switch
                {
                    0 => 0.7,
                    1 when column > 0 => table[row][column - 1],
                    2 when column > 0 => 3 - 2 * table[row][column - 1],
                    3 => cell * 1e-9,
                    4 => cell * 1e6,
                    5 => row == 0 ? 1000 : cell / 1000,
                    _ => cell,
                };
            }
        }

        return table;
    }
}
