using HedgeFlow.Serialization;

namespace HedgeFlow.Storage;

/// <summary>How a book's logs are written.</summary>
public sealed record JournalOptions
{
    public JsonlOptions Files { get; init; } = new();

    /// <summary>What goes last on enveloped lines.</summary>
    public Envelope Envelope { get; init; } = Envelope.OfProcess(TimeProvider.System);

    public Redactor Redactor { get; init; } = Redactor.Default;

    /// <summary>Every execution metric row is also appended, byte for byte, to <c>router_metrics.jsonl</c>.</summary>
    public bool MirrorRouterMetrics { get; init; } = true;

    /// <summary>Lines of a file that must not lose any are kept in memory up to this many bytes while its disk fails.</summary>
    public int BacklogBytes { get; init; } = 16 * 1024 * 1024;
}
