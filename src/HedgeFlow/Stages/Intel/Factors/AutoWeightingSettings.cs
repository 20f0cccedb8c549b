namespace HedgeFlow.Stages.Intel.Factors;

/// <summary>How factor weights are found. Source: factor contract, configuration.</summary>
/// <param name="Enabled">Off while the block is absent or empty; on is the default of a block with members.</param>
/// <param name="Mode"><c>vol_inverse_ir</c>, <c>equal</c>, <c>vol_inverse</c>, <c>ir_only</c>; any other word is equal.</param>
/// <param name="MinWeight">Lower bound before the rest is shared out.</param>
/// <param name="MaxWeight">Upper bound before the rest is shared out.</param>
/// <param name="NormalizeToOne">Scale the magnitudes to a sum of 1 first.</param>
/// <param name="SmoothingAlpha">Share of the new weight against the previous one, 0 to 1.</param>
public sealed record AutoWeightingSettings(
    bool Enabled = false,
    string Mode = "vol_inverse_ir",
    double MinWeight = 0.05,
    double MaxWeight = 0.40,
    bool NormalizeToOne = true,
    double SmoothingAlpha = 0.2);
