using System.Collections.Immutable;
using System.Text.Json.Nodes;
using HedgeFlow.Adapters.Firestore;
using HedgeFlow.Adapters.Firestore.Mirror;
using HedgeFlow.Host.Settings;

namespace HedgeFlow.Host.Composition;

/// <summary>The remote of a run: which one, with which account, and whether it may be written. Disposes what it opened.</summary>
internal sealed class FirestoreAccess : IDisposable
{
    private const string EmulatorProject = "demo-hedgeflow";
    /// <summary>In the configuration folder; used when no variable names another one.</summary>
    public const string CredentialFile = "firebase_creds.json";

    private readonly FirestoreRestClient? _http;

    private FirestoreAccess(IFirestoreClient client, FirestoreRestClient? http, string description, string? refusal)
    {
        Client = client;
        _http = http;
        Description = description;
        Refusal = refusal;
    }

    /// <summary>The remote; the client that does nothing when there is none.</summary>
    public IFirestoreClient Client { get; }

    /// <summary>Where it is and by which credentials step, for logs.</summary>
    public string Description { get; }

    /// <summary>Why it is not written; null when it is.</summary>
    public string? Refusal { get; }

    public bool MayWrite => Refusal is null;

    /// <param name="settings">Settings of the run.</param>
    /// <param name="time">Clock of pauses.</param>
    /// <param name="log">Takes one line per event; redacted by the caller.</param>
    /// <exception cref="SettingsException">The emulator's address cannot be used.</exception>
    public static FirestoreAccess Open(EngineSettings settings, TimeProvider time, Action<string> log)
    {
        EnvironmentReader environment = settings.Environment;
        string? emulator = environment.Text("FIRESTORE_EMULATOR_HOST");
        FirestoreAccount? account = FirestoreCredentials.Find(environment.Text, Path.Combine(settings.ConfigDirectory, CredentialFile), out string? problem);
        string? refusal = RemoteWriteGuard.Refusal(settings.EnvironmentName, name => environment.Variables.TryGetValue(name, out string? value) ? value : null);
        if (emulator is null && (settings.Replay || settings.Demo))
        {
            refusal ??= "replay and demo runs write no remote";
        }

        if (emulator is null && settings.Once && !RemoteWriteGuard.IsProduction(settings.EnvironmentName))
        {
            refusal ??= "a single cycle outside prod is a test: it writes to an emulator only";
        }

        if (emulator is null && account is null)
        {
            return new FirestoreAccess(NoFirestoreClient.Instance, null, "no remote", refusal ?? problem);
        }

        try
        {
            string project = account?.ProjectId ?? environment.Text("GOOGLE_CLOUD_PROJECT") ?? EmulatorProject;
            FirestoreOptions options = (emulator is null ? new FirestoreOptions { ProjectId = project } : FirestoreOptions.Emulator(emulator, project))
                with
            { Redactor = settings.Redactor };
            IAccessTokens tokens = emulator is null ? new GoogleAccess(account!) : new EmulatorAccess();
            var http = new FirestoreRestClient(options, tokens, time);
            return new FirestoreAccess(new RetryingFirestoreClient(http, options, time, log), http, emulator is null ? account!.ToString() : $"emulator, project {project}", refusal);
        }
        catch (ArgumentException e)
        {
            throw new SettingsException(settings.Redactor.Message(e));
        }
        catch (FirestoreException e)
        {
            return new FirestoreAccess(NoFirestoreClient.Instance, null, "no remote", refusal ?? e.Message);
        }
    }

    /// <summary>The mirror of the book's state files; it writes nothing where writing is refused.</summary>
    /// <param name="settings">Settings of the run.</param>
    /// <param name="now">Epoch seconds.</param>
    /// <param name="log">Takes warnings.</param>
    /// <param name="pending">State files that are about to be replaced, by name; null = none.</param>
    public FirestoreMirror Mirror(EngineSettings settings, double now, Action<string> log, IReadOnlyDictionary<string, JsonObject>? pending = null) => new(
        MayWrite ? Client : NoFirestoreClient.Instance,
        new MirrorOptions
        {
            EnvironmentName = settings.EnvironmentName,
            EngineVersion = settings.Version.Engine,
            StateFolder = settings.Paths.StateForReaders,
            PeakFile = Path.Combine(settings.Paths.Cache, "peak_state.json"),
            Redactor = settings.Redactor,
            Pending = pending ?? ImmutableDictionary<string, JsonObject>.Empty,
        },
        now,
        log);

    public void Dispose() => _http?.Dispose();
}
