namespace HedgeFlow.Stages.Risk;

/// <summary>
/// Losses in the tail of a return history per USD held. Both scale with the position, so that one value serves every order
/// in the symbol. Source: risk contract, VaR and CVaR (position CVaR).
/// </summary>
/// <param name="Count">Returns used.</param>
/// <param name="Var">Loss at the edge of the tail, never negative.</param>
/// <param name="Cvar">Mean loss in the tail, never negative.</param>
public readonly record struct TailLoss(int Count, double Var, double Cvar)
{
    /// <summary>Fewer returns give no estimate.</summary>
    public const int MinReturns = 10;

    /// <summary>Sorts <paramref name="returns"/> in place.</summary>
    public static TailLoss Compute(Span<double> returns, double confidence, int minReturns = MinReturns)
    {
        int n = returns.Length;
        if (n < minReturns)
        {
            return new TailLoss(n, 0, 0);
        }

        returns.Sort();
        int tail = Math.Clamp((int)Math.Floor(n * (1 - confidence)), 1, n);
        double sum = 0;
        for (int i = 0; i < tail; i++)
        {
            sum += returns[i];
        }

        return new TailLoss(n, Math.Max(0, -returns[tail - 1]), Math.Max(0, -(sum / tail)));
    }
}
