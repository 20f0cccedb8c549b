using System.Text.Json.Nodes;

namespace HedgeFlow.State;

/// <summary>What the registry knows of one surface.</summary>
public sealed record StateEntry
{
    private readonly Lazy<StateSurface> _surface;
    private readonly Lazy<JsonObject?> _schema;

    public StateEntry(Func<StateSurface> surface)
    {
        _surface = new Lazy<StateSurface>(surface);
        _schema = new Lazy<JsonObject?>(() => SurfaceSchema.Of(this));
    }

    /// <summary>Key in the manifest.</summary>
    public required string Key { get; init; }

    /// <summary>File under the state folder.</summary>
    public required string File { get; init; }

    /// <summary>The one program that writes the file, see <see cref="StatePrograms"/>.</summary>
    public string Owner { get; init; } = StatePrograms.Executor;

    /// <summary>The program that writes in place of an owner that does not run; null = none.</summary>
    public string? StandIn { get; init; }

    /// <summary>What inside the owner builds it and when.</summary>
    public required string Producer { get; init; }

    /// <summary><c>per_loop</c>, <c>per_sync</c> or <c>per_intel</c>.</summary>
    public required string UpdateFrequency { get; init; }

    public required string Description { get; init; }

    public required string Readers { get; init; }

    /// <summary>A soft surface may be absent (its feature is off); a missing hard one is a fault.</summary>
    public bool Soft { get; init; }

    /// <summary>Seconds between two builds with default settings; 0 = every tick.</summary>
    public double CadenceSeconds { get; init; }

    /// <summary>How a write reaches the disk.</summary>
    public SurfaceDurability Durability { get; init; } = SurfaceDurability.AsConfigured;

    /// <summary>Contract version (<c>v6</c>, <c>v7-agent</c>, <c>v7.6</c>) → keys it asks for; <c>a.b</c> nested, <c>a[].b</c> in each row.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> RequiredKeys { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The health check wants at least one key of every group; empty = it does not look at this surface.</summary>
    public IReadOnlyList<IReadOnlyList<string>> AnyOf { get; init; } = [];

    /// <summary>Type of the payload; made when asked for.</summary>
    public StateSurface Surface => _surface.Value;

    /// <summary>Its JSON Schema, made once; nobody changes it. Null while the payload is a free document.</summary>
    public JsonObject? Schema => _schema.Value;

    /// <summary>File name of the schema under <c>config/schemas/</c>.</summary>
    public string SchemaFile => System.IO.Path.ChangeExtension(File, ".schema.json");

    /// <summary>Where the default book keeps it, relative to the installation.</summary>
    public string Path => $"logs/state/{File}";
}
