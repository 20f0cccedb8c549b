using HedgeFlow.Adapters.Exchange;
using HedgeFlow.Host.Commands;
using HedgeFlow.Host.Composition;
using HedgeFlow.Serialization;
using HedgeFlow.Stages.Executor;
using HedgeFlow.State;
using HedgeFlow.Storage;
using Microsoft.Extensions.Configuration;

namespace HedgeFlow.Host.Settings;

/// <summary>Everything a run is started with: command line over environment over <c>hedgeflow.json</c> over defaults.</summary>
internal sealed record EngineSettings
{
    public required BookPaths Paths { get; init; }

    public required string ConfigDirectory { get; init; }

    public required EnvironmentReader Environment { get; init; }

    public required HostOptions Host { get; init; }

    public required Intervals Intervals { get; init; }

    public required ContractProfile Contract { get; init; }

    public required V6Flags Flags { get; init; }

    public required EnvironmentContext Context { get; init; }

    /// <summary><c>HEDGE_ENV</c>, else <c>ENV</c>, else <c>ENVIRONMENT</c>, else <c>dev</c>; lower-case.</summary>
    public required string EnvironmentName { get; init; }

    public required EngineVersion Version { get; init; }

    public required Redactor Redactor { get; init; }

    public OrderMode Orders { get; init; } = OrderMode.None;

    public bool DryRun { get; init; } = true;

    /// <summary>A live executor follows <c>DRY_RUN</c> while it runs, and its own orders stop while it is on; null = as started.</summary>
    public DryRunSwitch? DryRunSwitch { get; init; }

    public bool Testnet { get; init; }

    /// <summary>A start on the testnet forgets the peak, the NAV history and the risk state. Never in production.</summary>
    public bool ForgetsCaches => Testnet && !Replay && !Demo && EnvironmentName != "prod";

    public bool Replay { get; init; }

    /// <summary>A replay that is held back so that it can be watched: it shows every tick.</summary>
    public bool Paced { get; init; }

    /// <summary>The embedded market: nothing leaves the machine, whatever the switches say.</summary>
    public bool Demo { get; init; }

    public double LoopSleepSeconds { get; init; } = 1;

    public long MaxLoops { get; init; }

    public bool Once { get; init; }

    public string RunId { get; init; } = "";

    public string HostName { get; init; } = "";

    public string? GitCommit { get; init; }

    public ulong Seed { get; init; } = 1;

    /// <summary>True when this environment may write: everywhere but <c>prod</c> without <c>ALLOW_PROD_WRITE</c>.</summary>
    public bool MayWrite => EnvironmentName != "prod" || Environment.Flag("ALLOW_PROD_WRITE");

    /// <summary>Where the exchange is.</summary>
    /// <exception cref="SettingsException">The variable that names another host does not hold an address.</exception>
    public Uri ExchangeBase
    {
        get
        {
            try
            {
                return ExchangeAddress.Of(Testnet, Environment.Text);
            }
            catch (ArgumentException e)
            {
                throw new SettingsException(e.Message);
            }
        }
    }

    /// <exception cref="SettingsException">A value cannot be used; the message says which and how to mend it.</exception>
    public static EngineSettings Load(CommonValues common, bool replay)
    {
        EnvironmentReader environment = EnvironmentReader.OfProcess(Directory.GetCurrentDirectory());
        HostOptions host = ReadHostOptions(common.ConfigFile);
        BookPaths paths;
        try
        {
            paths = new BookPaths(common.Logs, common.Book, replay ? null : environment.Text);
        }
        catch (ArgumentException e)
        {
            throw new SettingsException($"--book: {e.Message}");
        }

        string? root = RepositoryRoot(common.ConfigDirectory);
        return new EngineSettings
        {
            Paths = paths,
            ConfigDirectory = common.ConfigDirectory,
            Environment = environment,
            Host = host,
            Intervals = Intervals.From(environment),
            Contract = ContractProfiles.Parse(common.Contract) ?? ContractProfile.Superset,
            Flags = V6Flags.FromEnvironment(environment.Text),
            Context = ContextOf(environment),
            EnvironmentName = (environment.FirstText("HEDGE_ENV", "ENV", "ENVIRONMENT") ?? "dev").ToLowerInvariant(),
            Version = EngineVersion.Resolve(
                ReadText(root is null ? null : Path.Combine(root, "VERSION")),
                ReadText(Path.Combine(common.ConfigDirectory, "v7_manifest.json")),
                null,
                ProductVersion),
            Redactor = new Redactor(SecretValues.Load(environment.Text, Path.Combine(common.ConfigDirectory, FirestoreAccess.CredentialFile))),
            DryRun = environment.Flag("DRY_RUN", whenUnset: true),
            Testnet = environment.Flag("BINANCE_TESTNET"),
            Replay = replay,
            LoopSleepSeconds = environment.Interval("LOOP_SLEEP", host.LoopSleepSeconds),
            MaxLoops = environment.Count("MAX_LOOPS", 0),
            Once = environment.Flag("EXECUTOR_ONCE") || environment.Flag("ONE_SHOT"),
            RunId = replay ? "replay" : Guid.NewGuid().ToString("n")[..12],
            HostName = replay ? "replay" : System.Environment.MachineName,
            GitCommit = replay ? null : environment.Text("GIT_COMMIT"),
        };
    }

    public static string ProductVersion { get; } = typeof(EngineSettings).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    /// <summary>The raw values; a dry run that nobody asked for is one all the same, and is shown as one.</summary>
    private static EnvironmentContext ContextOf(EnvironmentReader environment)
    {
        EnvironmentContext raw = EnvironmentContext.FromEnvironment(environment.Text);
        return environment.Text("DRY_RUN") is null ? raw with { DryRun = "1" } : raw;
    }

    private static HostOptions ReadHostOptions(string file)
    {
        if (!File.Exists(file))
        {
            return new HostOptions();
        }

        try
        {
            IConfigurationRoot configuration = new ConfigurationBuilder().AddJsonFile(Path.GetFullPath(file), optional: true).Build();
            HostOptions options = configuration.GetSection("hedgeflow").Get<HostOptions>() ?? new HostOptions();
            HostOptionProblem[] problems = [.. options.Problems()];
            return problems.Length == 0 ? options : throw new SettingsException(string.Join('\n', problems.Select(problem => $"{Path.GetFileName(file)}: {problem}")));
        }
        catch (Exception e) when (e is FormatException or InvalidDataException or InvalidOperationException)
        {
            throw new SettingsException($"{Path.GetFileName(file)}: {Redactor.Exception(e)}");
        }
    }

    private static string? RepositoryRoot(string configDirectory) => Path.GetDirectoryName(Path.GetFullPath(configDirectory));

    private static string? ReadText(string? path) => path is not null && File.Exists(path) ? File.ReadAllText(path) : null;
}
