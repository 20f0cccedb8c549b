using Google.Apis.Auth.OAuth2;
using Google.Apis.Auth.OAuth2.Responses;

namespace HedgeFlow.Adapters.Firestore;

/// <summary>Tokens of a service account. They are kept until shortly before they end.</summary>
public sealed class GoogleAccess : IAccessTokens
{
    private const string Scope = "https://www.googleapis.com/auth/datastore";

    private readonly ServiceAccountCredential _credential;

    /// <exception cref="FirestoreException">The private key cannot be read.</exception>
    public GoogleAccess(FirestoreAccount account)
    {
        ArgumentNullException.ThrowIfNull(account);
        var initializer = account.TokenAddress is { } address
            ? new ServiceAccountCredential.Initializer(account.ClientEmail, address) { Scopes = [Scope] }
            : new ServiceAccountCredential.Initializer(account.ClientEmail) { Scopes = [Scope] };
        try
        {
            _credential = new ServiceAccountCredential(initializer.FromPrivateKey(account.PrivateKey));
        }
        catch (Exception)
        {
            // Whatever the library says may quote the key.
            throw new FirestoreException(FirestoreErrorKind.Credentials, "the service account's private_key is not a usable key");
        }
    }

    public async ValueTask<string> GetAsync(CancellationToken stop)
    {
        try
        {
            return await _credential.GetAccessTokenForRequestAsync(null, stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            throw;
        }
        catch (TokenResponseException e) when (e.Error?.Error is not (null or ""))
        {
            throw new FirestoreException(FirestoreErrorKind.Credentials, "the service account was refused an access token");
        }
        catch (Exception)
        {
            throw new FirestoreException(FirestoreErrorKind.Unavailable, "no access token: the token service cannot be reached");
        }
    }
}
