namespace HedgeFlow.Adapters.Firestore;

/// <summary>Gives what a request is authorised with.</summary>
public interface IAccessTokens
{
    /// <exception cref="FirestoreException">No token could be had.</exception>
    ValueTask<string> GetAsync(CancellationToken stop);
}
