using HedgeFlow.Domain;

namespace HedgeFlow.Stages.Executor.Positions;

/// <summary>
/// Exposures of a book in USD. Gross is never below the absolute net nor below the largest position.
/// Source: state contract, exposures.
/// </summary>
/// <param name="Gross">Σ |qty| × mark.</param>
/// <param name="Net">Σ qty × mark; negative when short.</param>
/// <param name="Largest">Largest |qty| × mark.</param>
public readonly record struct Exposures(double Gross, double Net, double Largest)
{
    /// <summary>Of normalised rows.</summary>
    public static Exposures Of(ReadOnlySpan<PositionRow> rows)
    {
        Exposures sum = default;
        foreach (ref readonly PositionRow row in rows)
        {
            sum = sum.With(row.Qty, row.Mark);
        }

        return sum;
    }

    /// <summary>Of raw rows; those without a quantity or a positive mark are skipped, last prices are not looked up.</summary>
    public static Exposures Of(ReadOnlySpan<RawPosition> rows)
    {
        Exposures sum = default;
        foreach (ref readonly RawPosition row in rows)
        {
            if (PositionNormalizer.TrySign(row, out double qty, out _))
            {
                sum = sum.With(qty, row.Mark);
            }
        }

        return sum;
    }

    private Exposures With(double qty, double mark)
    {
        double signed = qty * mark;
        double value = Math.Abs(signed);
        return mark > 0 && double.IsFinite(signed)
            ? new Exposures(
                Math.Min(Gross + value, double.MaxValue),
                Math.Clamp(Net + signed, -double.MaxValue, double.MaxValue),
                Math.Max(Largest, value))
            : this;
    }
}
