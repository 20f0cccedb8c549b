namespace HedgeFlow.Adapters.Firestore;

/// <summary>Why the remote did not take a request, as far as the operator must act differently.</summary>
public enum FirestoreErrorKind
{
    /// <summary>Nobody answered, an answer was torn, the service is overloaded or aborted: worth another attempt.</summary>
    Unavailable,

    /// <summary>429 or RESOURCE_EXHAUSTED: the project's quota is used up.</summary>
    Quota,

    /// <summary>403: the account may not do this.</summary>
    Permission,

    /// <summary>401, or no access token could be had.</summary>
    Credentials,

    /// <summary>400: the request itself is refused, however often it is sent.</summary>
    Invalid,

    /// <summary>404 outside a document read: no such project or database.</summary>
    NotFound,

    /// <summary>An answer that Firestore does not give, for example a redirect.</summary>
    Unexpected,
}
