namespace HedgeFlow.Adapters.Firestore;

/// <summary>A service account. Printing it shows the project only.</summary>
/// <param name="Step">Where it was found: 1 to 4, in the order of the search.</param>
/// <param name="ProjectId">The project.</param>
/// <param name="ClientEmail">The account.</param>
/// <param name="PrivateKey">PEM text.</param>
/// <param name="TokenAddress">The account's own token service; null = Google's.</param>
public sealed record FirestoreAccount(int Step, string ProjectId, string ClientEmail, string PrivateKey, string? TokenAddress)
{
    public override string ToString() => $"credentials step {Step}, project {ProjectId}";
}
