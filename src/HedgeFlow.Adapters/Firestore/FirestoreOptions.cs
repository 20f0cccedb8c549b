using HedgeFlow.Serialization;

namespace HedgeFlow.Adapters.Firestore;

/// <summary>How the remote is reached.</summary>
public sealed record FirestoreOptions
{
    /// <summary>Google's service.</summary>
    public static Uri PublicAddress { get; } = new("https://firestore.googleapis.com/");

    public required string ProjectId { get; init; }

    /// <summary>The service, or an emulator on this machine.</summary>
    public Uri Address { get; init; } = PublicAddress;

    /// <summary>Seconds one request may take.</summary>
    public double RequestSeconds { get; init; } = 5;

    /// <summary>Attempts per operation, the first included.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>Seconds before the second attempt; doubles from there. Jittered by a fifth.</summary>
    public double FirstDelaySeconds { get; init; } = 0.25;

    /// <summary>Longest delay in seconds.</summary>
    public double LongestDelaySeconds { get; init; } = 4;

    /// <summary>Seconds after which an operation is given up with all its attempts; below the sync interval.</summary>
    public double OperationSeconds { get; init; } = 15;

    /// <summary>
    /// Seconds without a request after <see cref="Attempts"/> failures in a row; then one request tries. Below the sync interval, so
    /// that every cycle has its one attempt. 0 = never.
    /// </summary>
    public double BreakSeconds { get; init; } = 10;

    public Redactor Redactor { get; init; } = Redactor.Default;

    /// <summary>Options for the emulator that <c>FIRESTORE_EMULATOR_HOST</c> names, as Google's libraries read it.</summary>
    /// <exception cref="ArgumentException">Not <c>host:port</c>.</exception>
    public static FirestoreOptions Emulator(string host, string projectId)
    {
        ArgumentNullException.ThrowIfNull(host);
        string text = host.Contains("://", StringComparison.Ordinal) ? host : $"http://{host}";
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? address) || address.Scheme is not ("http" or "https") || address.UserInfo.Length > 0)
        {
            throw new ArgumentException("FIRESTORE_EMULATOR_HOST is not host:port", nameof(host));
        }

        return new FirestoreOptions { ProjectId = projectId, Address = new Uri(address.GetLeftPart(UriPartial.Authority) + "/") };
    }
}
