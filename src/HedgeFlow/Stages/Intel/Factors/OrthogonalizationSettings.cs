namespace HedgeFlow.Stages.Intel.Factors;

/// <summary>Whether and how factor columns are made independent. Source: factor contract, configuration.</summary>
/// <param name="Enabled">Off while the block is absent or empty; on is the default of a block with members.</param>
/// <param name="Method"><c>gram_schmidt</c>; any other word computes nothing.</param>
public sealed record OrthogonalizationSettings(bool Enabled = false, string Method = OrthogonalizationSettings.GramSchmidt)
{
    public const string GramSchmidt = "gram_schmidt";

    /// <summary>True when columns are to be computed.</summary>
    public bool Applies => Enabled && Method == GramSchmidt;
}
