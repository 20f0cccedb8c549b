namespace HedgeFlow.Adapters.Firestore;

/// <summary>Stands in where remote writing is switched off or not possible: reads find nothing, writes do nothing.</summary>
public sealed class NoFirestoreClient : IFirestoreClient
{
    private NoFirestoreClient()
    {
    }

    public static NoFirestoreClient Instance { get; } = new();

    public bool IsRemote => false;

    public Task<IReadOnlyList<string>> CommitAsync(IReadOnlyList<DocumentWrite> writes, CancellationToken stop) =>
        Task.FromResult<IReadOnlyList<string>>([]);

    public Task<IReadOnlyList<WriteOutcome>> BatchWriteAsync(IReadOnlyList<DocumentWrite> writes, CancellationToken stop) =>
        Task.FromResult<IReadOnlyList<WriteOutcome>>([]);

    public Task<RemoteDocument?> GetAsync(string path, IReadOnlyList<string>? fields, CancellationToken stop) =>
        Task.FromResult<RemoteDocument?>(null);

    public Task<IReadOnlyList<RemoteDocument>> ListAsync(string collection, CancellationToken stop) =>
        Task.FromResult<IReadOnlyList<RemoteDocument>>([]);
}
