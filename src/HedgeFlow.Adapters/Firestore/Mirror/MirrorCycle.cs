namespace HedgeFlow.Adapters.Firestore.Mirror;

/// <summary>What one cycle did to the remote.</summary>
public sealed record MirrorCycle
{
    public required bool Ok { get; init; }

    /// <summary>Paths that were written.</summary>
    public IReadOnlyList<string> Written { get; init; } = [];

    /// <summary>Documents left as they are, because nothing but their times changed.</summary>
    public int Unchanged { get; init; }

    /// <summary>Documents that did not fit into this batch.</summary>
    public int Deferred { get; init; }

    /// <summary>Bytes written.</summary>
    public long Bytes { get; init; }

    /// <summary>True when the remote was found empty or written by another hand, and everything was sent again.</summary>
    public bool Resynchronised { get; init; }

    /// <summary>What kept the cycle from writing: a word of <see cref="FirestoreException.Word"/>, else null.</summary>
    public string? Error { get; init; }

    /// <summary>The failure in one line without secrets, else null.</summary>
    public string? Message { get; init; }
}
