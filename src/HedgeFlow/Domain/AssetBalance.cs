namespace HedgeFlow.Domain;

/// <summary>Wallet balance of one asset in its own units; <paramref name="Available"/> is NaN when not supplied.</summary>
public readonly record struct AssetBalance(string Asset, double Balance, double Available);
