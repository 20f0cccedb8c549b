using System.Text.Json.Nodes;

namespace HedgeFlow.Domain;

/// <summary>One line that is due to be appended to a JSONL file of the book.</summary>
public readonly record struct JournalRow
{
    /// <param name="File">Path under the book's log folder, one of <see cref="JournalFiles"/>.</param>
    /// <param name="Payload">Members in payload order; immutable from here on.</param>
    /// <param name="EventType">Type of the envelope that is put last (<c>event_type, ts, pid, hostname</c>); null = no envelope.</param>
    /// <param name="Ts">The envelope's time, epoch seconds UTC.</param>
    public JournalRow(string File, JsonObject Payload, string? EventType = null, double Ts = double.NaN)
        : this(File, EventType, Ts, Payload, null)
    {
        ArgumentNullException.ThrowIfNull(Payload);
    }

    /// <summary>A line whose members are encoded where it is written.</summary>
    public JournalRow(string File, DeferredObject Members, string? EventType = null, double Ts = double.NaN)
        : this(File, EventType, Ts, null, Members)
    {
        ArgumentNullException.ThrowIfNull(Members);
    }

    private JournalRow(string file, string? eventType, double ts, JsonObject? payload, DeferredObject? deferred)
    {
        File = file;
        EventType = eventType;
        Ts = ts;
        _payload = payload;
        Deferred = deferred;
    }

    private readonly JsonObject? _payload;

    public string File { get; }

    /// <summary>Members in payload order; made of <see cref="Deferred"/> when that is set. Nobody changes it.</summary>
    public JsonObject Payload => _payload ?? Deferred!.Nodes;

    /// <summary>The members as values; null when the row came with nodes.</summary>
    public DeferredObject? Deferred { get; }

    /// <summary>Null = no envelope.</summary>
    public string? EventType { get; }

    /// <summary>
    /// It is taken where the row is made: by the time the row is appended, the clock of a replay may be further on, and the line would
    /// depend on how the threads ran.
    /// </summary>
    public double Ts { get; }
}
