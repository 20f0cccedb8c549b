namespace HedgeFlow.Stages.Intel.Factors;

/// <summary>
/// Factor columns without what earlier factors explain: modified Gram–Schmidt in factor order, scale kept, so that the first
/// live column stays as it is. Immutable. Source: factor contract, orthogonalisation.
/// </summary>
public sealed class OrthogonalFactors
{
    /// <summary>A column is projected on only when its square is above this.</summary>
    private const double ProjectableSquare = 1e-12;

    /// <summary>What is left of a column counts as nothing up to this norm.</summary>
    private const double DegenerateNorm = 1e-9;

    private readonly double[] _norms;
    private readonly bool[] _degenerate;
    private readonly double[] _dots;

    private OrthogonalFactors(FactorMatrix columns)
    {
        Columns = columns;
        _norms = new double[columns.Columns];
        _degenerate = new bool[columns.Columns];
        _dots = new double[columns.Columns * columns.Columns];
    }

    /// <summary>The columns, degenerate ones 0.</summary>
    public FactorMatrix Columns { get; }

    /// <summary>True when there is nothing to show: no rows, or no factors.</summary>
    public bool IsEmpty => Columns.Rows == 0 || Columns.Columns == 0;

    /// <summary>What was left of each column, also where it counts as nothing.</summary>
    public ReadOnlySpan<double> Norms => _norms;

    public static OrthogonalFactors Of(FactorMatrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        var result = new OrthogonalFactors(new FactorMatrix(matrix.Names, matrix.Rows));
        if (!result.IsEmpty)
        {
            result.Compute(matrix);
        }

        return result;
    }

    /// <summary>True when earlier factors explain all of this one.</summary>
    public bool IsDegenerate(int column) => _degenerate[column];

    /// <summary>Products of one column with all.</summary>
    public ReadOnlySpan<double> Dots(int column) => _dots.AsSpan(column * Columns.Columns, Columns.Columns);

    private void Compute(FactorMatrix matrix)
    {
        int count = matrix.Columns;
        for (int j = 0; j < count; j++)
        {
            Span<double> column = Columns.Fill(j);
            matrix.Column(j).CopyTo(column);
            for (int k = 0; k < j; k++)
            {
                double square = _dots[k * count + k];
                if (square > ProjectableSquare)
                {
                    ReadOnlySpan<double> earlier = Columns.Column(k);
                    ColumnMath.SubtractScaled(column, earlier, ColumnMath.Dot(column, earlier) / square);
                }
            }

            double own = ColumnMath.Dot(column, column);
            _norms[j] = Math.Sqrt(own);
            _degenerate[j] = !(_norms[j] > DegenerateNorm);
            if (_degenerate[j])
            {
                column.Clear();
            }

            for (int k = 0; k <= j; k++)
            {
                double dot = _degenerate[j] ? 0 : k == j ? own : ColumnMath.Dot(column, Columns.Column(k));
                _dots[j * count + k] = dot;
                _dots[k * count + j] = dot;
            }
        }
    }
}
