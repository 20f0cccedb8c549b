namespace HedgeFlow.Adapters.Firestore;

/// <summary>A request the remote did not carry out. The message holds no credential, header or address.</summary>
public sealed class FirestoreException : Exception
{
    public FirestoreException(FirestoreErrorKind kind, string message)
        : base(message) => Kind = kind;

    public FirestoreErrorKind Kind { get; }

    /// <summary>True when the same request may succeed later without anybody acting.</summary>
    public bool IsTransient => Kind is FirestoreErrorKind.Unavailable or FirestoreErrorKind.Quota;

    /// <summary>One word for heartbeats, metrics and reports.</summary>
    public string Word => WordOf(Kind);

    /// <inheritdoc cref="Word"/>
    public static string WordOf(FirestoreErrorKind kind) => kind switch
    {
        FirestoreErrorKind.Unavailable => "unavailable",
        FirestoreErrorKind.Quota => "quota",
        FirestoreErrorKind.Permission => "permission",
        FirestoreErrorKind.Credentials => "credentials",
        FirestoreErrorKind.Invalid => "invalid",
        FirestoreErrorKind.NotFound => "not_found",
        _ => "unexpected",
    };
}
