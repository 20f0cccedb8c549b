namespace HedgeFlow.Adapters.Firestore;

/// <summary>Everything the product asks of Firestore. Another client is another implementation of this and nothing else.</summary>
public interface IFirestoreClient
{
    /// <summary>False for the client that stands in where remote writing is not possible: its writes do nothing.</summary>
    bool IsRemote { get; }

    /// <summary>Sets all documents or none. Gives the remote's time per write, in order.</summary>
    /// <exception cref="FirestoreException">Nothing is known to be written.</exception>
    Task<IReadOnlyList<string>> CommitAsync(IReadOnlyList<DocumentWrite> writes, CancellationToken stop);

    /// <summary>Sets each document by itself: one that is refused does not hold up the others.</summary>
    /// <exception cref="FirestoreException">The batch as a whole was refused or got lost.</exception>
    Task<IReadOnlyList<WriteOutcome>> BatchWriteAsync(IReadOnlyList<DocumentWrite> writes, CancellationToken stop);

    /// <summary>A document, or null when there is none.</summary>
    /// <param name="path">Path below the database.</param>
    /// <param name="fields">Names of the top-level fields wanted; null = all.</param>
    /// <param name="stop">Ends the request.</param>
    Task<RemoteDocument?> GetAsync(string path, IReadOnlyList<string>? fields, CancellationToken stop);

    /// <summary>The documents of a collection, at most 300.</summary>
    Task<IReadOnlyList<RemoteDocument>> ListAsync(string collection, CancellationToken stop);
}
