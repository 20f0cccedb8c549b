namespace HedgeFlow.Stages.Intel.Momentum;

/// <summary>Raw momentum of all symbols on a common scale. Source: factor contract, score normalisation.</summary>
public static class RvScores
{
    private const double Flat = 1e-10;

    /// <summary>
    /// One score per raw score, within ±<paramref name="maxAbs"/>. Raw scores that are not finite get 0 and are left out of the
    /// statistics; all get 0 when the rest do not differ.
    /// </summary>
    /// <param name="symbols">Decide ties of ranks, in ordinal order.</param>
    /// <param name="raw">One per symbol.</param>
    /// <param name="mode"><c>rank</c>; any other word is <c>zscore</c>.</param>
    /// <param name="maxAbs">Bound.</param>
    public static double[] Normalize(IReadOnlyList<string> symbols, ReadOnlySpan<double> raw, string mode, double maxAbs)
    {
        ArgumentNullException.ThrowIfNull(symbols);
        double[] scores = new double[raw.Length];
        var usable = new List<int>(raw.Length);
        for (int i = 0; i < raw.Length; i++)
        {
            if (double.IsFinite(raw[i]))
            {
                usable.Add(i);
            }
        }

        if (mode == "rank")
        {
            Rank(symbols, raw, usable, maxAbs, scores);
        }
        else
        {
            Standardize(raw, usable, maxAbs, scores);
        }

        return scores;
    }

    private static void Standardize(ReadOnlySpan<double> raw, List<int> usable, double maxAbs, double[] scores)
    {
        double sum = 0;
        foreach (int i in usable)
        {
            sum += raw[i];
        }

        double mean = sum / usable.Count;
        double squares = 0;
        foreach (int i in usable)
        {
            squares += (raw[i] - mean) * (raw[i] - mean);
        }

        double std = Math.Sqrt(squares / usable.Count);
        if (!double.IsFinite(std) || std < Flat)
        {
            return;
        }

        foreach (int i in usable)
        {
            scores[i] = maxAbs * Math.Tanh((raw[i] - mean) / std / 2);
        }
    }

    private static void Rank(IReadOnlyList<string> symbols, ReadOnlySpan<double> raw, List<int> usable, double maxAbs, double[] scores)
    {
        double[] values = raw.ToArray();
        usable.Sort((a, b) => values[a] != values[b] ? values[a].CompareTo(values[b]) : string.CompareOrdinal(symbols[a], symbols[b]));
        if (usable.Count < 2 || values[usable[^1]] - values[usable[0]] < Flat)
        {
            return;
        }

        for (int rank = 0; rank < usable.Count; rank++)
        {
            scores[usable[rank]] = -maxAbs + 2 * maxAbs * rank / (usable.Count - 1);
        }
    }
}
