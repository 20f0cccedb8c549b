namespace HedgeFlow.Stages.Intel.Factors;

/// <summary>
/// Factor values of all rows of a run, column by column, so that every statistic walks memory in order. Whoever makes it fills
/// it; after that nobody writes.
/// </summary>
public sealed class FactorMatrix
{
    private readonly double[] _values;

    public FactorMatrix(FactorNames names, int rows)
    {
        ArgumentNullException.ThrowIfNull(names);
        Names = names;
        Rows = rows;
        _values = new double[names.Count * rows];
    }

    public FactorNames Names { get; }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of columns.</summary>
    public int Columns => Names.Count;

    /// <summary>Everything, column by column.</summary>
    public ReadOnlyMemory<double> Values => _values;

    public double this[int row, int column] => _values[column * Rows + row];

    /// <summary>The configured factors of every vector, those a vector lacks as 0.</summary>
    public static FactorMatrix Of(IReadOnlyList<FactorVector> vectors, FactorNames names)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        var matrix = new FactorMatrix(names, vectors.Count);
        double[] values = matrix._values;
        int[] places = new int[names.Count];
        FactorNames? mapped = null;
        for (int row = 0; row < vectors.Count; row++)
        {
            FactorVector vector = vectors[row];
            if (!ReferenceEquals(vector.Names, mapped))
            {
                mapped = vector.Names;
                for (int column = 0; column < places.Length; column++)
                {
                    places[column] = mapped.IndexOf(names[column]);
                }
            }

            ReadOnlySpan<double> cells = vector.Cells;
            for (int column = 0, at = row; column < places.Length; column++, at += matrix.Rows)
            {
                int place = places[column];
                values[at] = place < 0 ? 0 : cells[place];
            }
        }

        return matrix;
    }

    public ReadOnlySpan<double> Column(int column) => _values.AsSpan(column * Rows, Rows);

    /// <summary>A column to fill.</summary>
    internal Span<double> Fill(int column) => _values.AsSpan(column * Rows, Rows);
}
