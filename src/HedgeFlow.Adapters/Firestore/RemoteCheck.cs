using System.Text.Json.Nodes;
using HedgeFlow.Serialization;

namespace HedgeFlow.Adapters.Firestore;

/// <summary>Looks through the documents of an environment: how many, how new, and whether another environment wrote among them.</summary>
/// <param name="Counts">Documents per collection, in a fixed order.</param>
/// <param name="Newest">Newest time of a write at the remote, as text; null when there is no document.</param>
/// <param name="Mixed">Paths of documents that name another environment or a testnet account.</param>
public sealed record RemoteCheck(IReadOnlyList<KeyValuePair<string, int>> Counts, string? Newest, IReadOnlyList<string> Mixed)
{
    private static readonly string[] Collections = ["state", "risk", "telemetry", "health"];

    /// <exception cref="FirestoreException">The remote cannot be read.</exception>
    public static async Task<RemoteCheck> RunAsync(IFirestoreClient client, string environmentName, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(client);
        var counts = new List<KeyValuePair<string, int>>();
        var mixed = new List<string>();
        string? newest = null;
        foreach (string collection in Collections)
        {
            IReadOnlyList<RemoteDocument> documents = await client.ListAsync($"hedge/{environmentName}/{collection}", stop).ConfigureAwait(false);
            counts.Add(new(collection, documents.Count));
            foreach (RemoteDocument document in documents)
            {
                newest = IsoTime.ParseText(document.UpdateTime) > (IsoTime.ParseText(newest) ?? double.NegativeInfinity) ? document.UpdateTime : newest;
                if (IsForeign(document.Fields, environmentName))
                {
                    mixed.Add(document.Path);
                }
            }
        }

        return new RemoteCheck(counts, newest, mixed);
    }

    private static bool IsForeign(JsonObject fields, string environmentName)
    {
        string? named = Coerce.Text(fields["env"]) ?? Coerce.Text(fields["environment"]);
        bool other = named is not null && !named.Trim().Equals(environmentName, StringComparison.OrdinalIgnoreCase);
        return other || (RemoteWriteGuard.IsProduction(environmentName) && Coerce.Flag(fields["testnet"]));
    }
}
